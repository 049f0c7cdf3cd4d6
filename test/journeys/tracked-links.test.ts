import assert from 'node:assert/strict';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { after, test } from 'node:test';
import { addCampaign, newPerson, outbox, publishedCampaign, sendLetter, toConfirm, type Scene } from '../harness/advocacy.ts';
import { findCampaign } from '../../server/modules/campaigns/index.ts';
import { linksOf } from '../../server/modules/links/index.ts';
import { readId } from '../../server/platform/ids.ts';
import { asOwner } from '../harness/database.ts';
import { dumpOf } from '../harness/dump.ts';
import { Visitor } from '../harness/people.ts';
import { until } from '../harness/processes.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const page = 'https://example.org/ford?utm_source=letter&a=1#map';
const start = 'https://example.org/';
const body = `{{ recipient.salutation }},\n\nPlease look at ${page}. More is on ${start}, and on ${start}wards?name={{ recipient.district }}\n\nYours sincerely,\n{{ supporter.name }}`;
const plain = await publishedCampaign(product, { body });
const { owner, workspaceId } = plain;
const agent = new Agent({ keepAlive: true, maxSockets: 60 });
after(() => agent.destroy());

/** A fresh campaign whose links are counted. */
async function tracked(slug: string): Promise<Scene> {
  const scene = await addCampaign(plain, slug, { body });
  await owner.api.campaigns.change({ workspaceId, campaignId: scene.campaignId, trackLinks: true });
  return scene;
}

const rows = () => asOwner(product.databaseUrl, 'select url, code, visits, people from tracked_links order by url');
const letterIn = (html: string) => /<div class="written" dir="auto">([\s\S]*?)<\/div>/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'sec-fetch-mode': 'navigate' };

/** One hit as a program or browser makes it, with these headers and no others. */
function hit(path: string, headers: Record<string, string> = browser, method = 'GET') {
  return new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: product.port, path, method, headers, agent, setHost: true }, (answer) => {
      answer.resume().on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      });
    });
    sent.on('error', reject).end();
  });
}

/** The short addresses in the letter that a supporter is shown. */
async function shownLinks(scene: Scene, address: string) {
  const { page: html } = await toConfirm(scene, new Visitor(product), newPerson(scene, address));
  return [...letterIn(html).matchAll(/\/l\/[0-9A-Za-z]{10}/g)].map(([path]) => path);
}

/** The short addresses of a campaign, made as a confirm page makes them. */
async function shortLinks(scene: Scene) {
  const [workspace, id] = [readId('workspace', workspaceId), readId('campaign', scene.campaignId)];
  const { clock, database } = product.app.tools;
  const links = await database.inWorkspace(workspace, async (tx) => {
    const campaign = await findCampaign(tx, workspace, id);
    return campaign && linksOf({ clock, publicUrl: '' }, tx, campaign);
  });
  return [page, start].map((url) => links?.get(url) ?? '');
}

/** What the organiser sees, once the last two seconds have passed. */
async function counted(scene: Scene) {
  product.clock.move({ seconds: 3 });
  await product.app.visits.write();
  const { links } = await owner.api.campaigns.statistics({ workspaceId, campaignId: scene.campaignId });
  return new Map(links.map(({ url, visits, people }) => [url, [visits, people]]));
}

test('off, which it is at first, it leaves no trace: no row, no other address, no count', async () => {
  const person = newPerson(plain, 'off@gmail.test');
  await sendLetter(plain, new Visitor(product), person);
  const text = outbox(plain)[0]?.email.text ?? '';
  assert.ok(text.includes(page) && text.includes(start));
  assert.doesNotMatch(text, /\/l\//);
  assert.deepEqual(await rows(), []);
  assert.deepEqual((await owner.api.campaigns.statistics({ workspaceId, campaignId: plain.campaignId })).links, []);
});

test('on, the confirm page shows the short address and the very same letter leaves; what is different for each reader stays as it is', async () => {
  const scene = await tracked('on');
  const supporter = new Visitor(product);
  const { page: html, fields } = await toConfirm(scene, supporter, newPerson(scene, 'on@gmail.test'));
  const shown = letterIn(html);
  await supporter.post('/letter/confirm', fields);
  const text = outbox(scene)[0]?.email.text?.replace(/\r\n/g, '\n').trimEnd();
  assert.equal(text, shown.trimEnd());
  const codes = new Map((await rows()).map(({ url, code }) => [url, `${product.url}/l/${String(code)}`]));
  assert.deepEqual([...codes.keys()], [start, page]);
  assert.ok(shown.includes(`look at ${codes.get(page) ?? '-'}. More is on ${codes.get(start) ?? '-'}, and on ${start}wards?name=Ward 4`));
  assert.ok(!shown.includes(page));
});

test('every supporter’s letter has the same short addresses, also when two pages make them at once', async () => {
  const scene = await tracked('same');
  const [one, other] = await Promise.all([shownLinks(scene, 'same1@gmail.test'), shownLinks(scene, 'same2@gmail.test')]);
  assert.equal(one.length, 2);
  assert.deepEqual(one, other);
});

test('a link leads to exactly the address that the organiser wrote, and nothing in a request leads elsewhere', async () => {
  const scene = await tracked('exact');
  const [path = ''] = await shortLinks(scene);
  const evil = 'https://evil.example';
  const headers = { ...browser, 'x-forwarded-host': 'evil.example', referer: evil, 'x-original-url': evil };
  for (const [asked, sent] of [
    [path, browser],
    [`${path}?url=${evil}&utm_source=other#x`, browser],
    [`${path}?`, headers],
  ] as const) {
    const answer = await hit(asked, sent);
    assert.deepEqual([answer.status, answer.headers.location], [302, page]);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.match(String(answer.headers['x-robots-tag']), /noindex/);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  const written = () => asOwner(product.databaseUrl, 'select 1 from tracked_links where code = $1 and visits = 3', [path.slice(3)]);
  await until('the visits are written by themselves', async () => (await written()).length === 1, 5);
});

test('a code that is unknown, altered, cut or decorated leads nowhere', async () => {
  const scene = await tracked('altered');
  const [path = ''] = await shortLinks(scene);
  const last = path.at(-1) ?? '';
  const changed = path.slice(0, -1) + (last === 'A' ? 'B' : 'A');
  const swapped = `/l/${path.slice(3).replaceAll(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))}`;
  assert.notEqual(swapped, path);
  const wrong = [
    changed,
    path.slice(0, -1),
    `${path}A`,
    `${path}/`,
    `${path}/https://evil.example`,
    `${path}%0d%0aLocation:x`,
    '/l/',
    '/l',
  ];
  for (const asked of [...wrong, swapped, '/l/%27%20or%201=1'])
    assert.deepEqual([(await hit(asked)).status, (await hit(asked)).headers.location], [404, undefined], asked);
  assert.deepEqual((await counted(scene)).get(page), [0, 0]);
});

test('all visits are counted, and as people only those who are likely some', async () => {
  const scene = await tracked('people');
  const [path = '', other = ''] = await shortLinks(scene);
  const later = () => product.clock.move({ seconds: 10 });
  const { 'sec-fetch-mode': _mode, ...simple } = browser;
  for (const headers of [browser, simple, { ...browser, 'user-agent': 'Mozilla/5.0 (Android 9) Firefox/99.0' }]) {
    await hit(path, headers);
    later();
  }
  const machines = [
    { ...browser, 'sec-purpose': 'prefetch' },
    { ...browser, purpose: 'prefetch' },
    { ...browser, 'x-moz': 'prefetch' },
    { ...browser, 'sec-fetch-mode': 'no-cors' },
    { ...browser, 'user-agent': 'Mozilla/5.0 (compatible; Mimecast URL scanner)' },
    { ...browser, 'user-agent': '' },
    { ...simple, 'user-agent': 'curl/8.9.1' },
  ];
  for (const headers of machines) {
    await hit(path, headers);
    later();
  }
  const head = await hit(path, browser, 'HEAD');
  assert.deepEqual([head.status, head.headers.location], [302, page]);
  assert.deepEqual((await counted(scene)).get(page), [3 + machines.length, 3]);
  // Three within two seconds may be people; with the fourth, all of them are a machine.
  for (let times = 0; times < 3; times += 1) await hit(other);
  assert.deepEqual((await counted(scene)).get(start), [3, 3]);
  for (const seconds of [1, 1, 0, 0]) {
    await hit(other);
    product.clock.move({ seconds });
  }
  assert.deepEqual((await counted(scene)).get(start), [7, 3]);
  for (const seconds of [1, 1, 1, 0]) {
    await hit(other);
    product.clock.move({ seconds });
  }
  assert.deepEqual((await counted(scene)).get(start), [11, 7]);
});

test('three thousand hits at once are three thousand visits, and none of them a person', async () => {
  const scene = await tracked('many');
  const [path = ''] = await shortLinks(scene);
  const answers = await Promise.all(Array.from({ length: 3_000 }, () => hit(path)));
  assert.ok(answers.every(({ status, headers }) => status === 302 && headers.location === page));
  assert.deepEqual((await counted(scene)).get(page), [3_000, 0]);
});

test('about a click nothing is kept: a row has two numbers, and no address of a visitor is anywhere', async () => {
  const scene = await tracked('nothing');
  const [path = ''] = await shortLinks(scene);
  await hit(path, { ...browser, 'x-forwarded-for': '203.0.113.77', referer: 'https://mail.example.org/canary' });
  await counted(scene);
  const dump = await dumpOf(product.databaseUrl);
  for (const [table, text] of Object.entries(dump)) assert.doesNotMatch(text, /203\.0\.113\.77|canary|Firefox/, table);
  assert.match(dump.tracked_links ?? '', /ford/);
});

// The last: it ends the copy.
test('what was counted is written before the process ends', async () => {
  const scene = await tracked('end');
  const [path = ''] = await shortLinks(scene);
  await hit(path);
  await hit(path);
  agent.destroy();
  await product.stop();
  const [row] = await asOwner(product.databaseUrl, 'select visits::int, people::int from tracked_links where code = $1', [path.slice(3)]);
  assert.deepEqual(row, { visits: 2, people: 2 });
  assert.ok(scene.campaignId);
});
