import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import {
  addCampaign,
  adler,
  comeBack,
  connect,
  countsOf,
  falk,
  flowOf,
  formFields,
  newPerson,
  outbox,
  publishedCampaign,
  script,
  sendLetter,
  type Scene,
} from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { attribute } from '../contracts/scene.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;
const page = async (supporter: Visitor) => (await supporter.request('/letter/other')).text();

/** Presses “Use your own mail program” and writes a name; gives the page with the letters. */
async function toOtherWays(where: Scene, supporter: Visitor, name = 'Pat Sample', changes: Record<string, string> = {}): Promise<string> {
  const form = formFields(await (await supporter.request(where.path)).text(), where.path);
  const answer = await supporter.post(where.path, { ...form, ...changes, by: 'own' });
  assert.equal(answer.headers.get('location'), '/letter/other', await answer.text());
  await supporter.post('/letter/other', { ...formFields(await page(supporter), '/letter/other'), name });
  return page(supporter);
}

/** The links of one way on the page, one for each letter. */
const linksOf = (text: string, way: string) =>
  [...text.matchAll(/<a [^>]*>/g)].map(([tag]) => attribute(tag, 'href')).filter((href) => href.startsWith(`/letter/other/${way}/`));
/** What stands in the fields for copying by hand. */
function shown(text: string, letter = 1): { to: string; subject: string; body: string } {
  const field = (id: string) =>
    attribute([...text.matchAll(/<input[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(`id="${id}_${letter}"`)) ?? '', 'value');
  const area = new RegExp(`<textarea[^>]*id="text_${letter}"[^>]*>\\n?([\\s\\S]*?)</textarea>`).exec(text)?.[1] ?? '';
  return { to: field('to'), subject: field('about'), body: attribute(`x="${area}"`, 'x') };
}
async function openedBy(slug: string): Promise<Record<string, number>> {
  const rows = await asOwner(
    product.databaseUrl,
    'select channel, sum(opened)::int as opened from campaign_counts c join campaigns k on k.id = c.campaign_id where k.slug = $1 group by 1 having sum(opened) > 0',
    [slug],
  );
  return Object.fromEntries(rows.map(({ channel, opened }) => [String(channel), Number(opened)]));
}

async function follow(supporter: Visitor, href = 'no link'): Promise<URL> {
  const answer = await supporter.request(href);
  assert.equal(answer.status, 302, href);
  return new URL(answer.headers.get('location') ?? '');
}

test('without signing in a letter goes to one’s own mail program word for word, by each of the ways', async () => {
  const supporter = new Visitor(product);
  const first = await toOtherWays(scene, supporter);
  assert.equal(supporter.cookies.size, 1);
  const { to, subject, body } = shown(first);
  assert.deepEqual([to, subject], [falk.email, 'Please keep a crossing in Ward 4']);
  assert.match(body, /^Dear Councillor Falk,\n\nI walk the path most weeks\.\n\nYours sincerely,\nPat Sample\n\n/);
  const [gmail, outlook, yahoo] = [
    await follow(supporter, linksOf(first, 'gmail_compose')[0]),
    await follow(supporter, linksOf(first, 'outlook_compose')[0]),
    await follow(supporter, linksOf(first, 'yahoo_compose')[0]),
  ];
  assert.deepEqual(
    [gmail, outlook, yahoo].map(({ host }) => host),
    ['mail.google.com', 'outlook.live.com', 'compose.mail.yahoo.com'],
  );
  assert.deepEqual([gmail.searchParams.get('su'), gmail.searchParams.get('body')], [subject, body]);
  for (const url of [outlook, yahoo]) assert.deepEqual([url.searchParams.get('to'), url.searchParams.get('body')], [to, body]);
  const mailto = await follow(supporter, linksOf(first, 'mailto')[0]);
  assert.equal(mailto.protocol, 'mailto:');
  assert.equal(mailto.searchParams.get('body')?.replaceAll('\r\n', '\n'), body);
  const file = await supporter.request(linksOf(first, 'eml')[0] ?? '');
  assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="letter\.eml"/);
  const parsed = await PostalMime.parse(await file.arrayBuffer());
  assert.deepEqual([parsed.to?.[0]?.address, parsed.subject, parsed.text?.trimEnd()], [to, subject, body.trimEnd()]);
  assert.equal(parsed.from, undefined);
});

test('a letter is counted as opened once, by the way that was taken first, and never as accepted or as somebody who took part', async () => {
  const two = await addCampaign(scene, 'opened', { recipients: [falk, adler] });
  const supporter = new Visitor(product);
  const text = await toOtherWays(two, supporter);
  const [gmail, mailto] = [linksOf(text, 'gmail_compose'), linksOf(text, 'mailto')];
  assert.equal(gmail.length, 2);
  await Promise.all(Array.from({ length: 8 }, () => follow(supporter, gmail[0])));
  await follow(supporter, mailto[0]);
  await follow(supporter, mailto[1]);
  await supporter.post(linksOf(text, 'eml')[1]?.replace('/eml/', '/copy/') ?? '');
  assert.deepEqual(await openedBy('opened'), { gmail_compose: 1, mailto: 1 });
  assert.deepEqual(await countsOf(two), { participations: 0, accepted: 0, failed: 0, skipped: 0, uncertain: 0, opened: 2 });
  const { recipients } = await scene.owner.api.campaigns.recipientCounts({ workspaceId: scene.workspaceId, campaignId: two.campaignId });
  assert.deepEqual(
    recipients.map(({ opened, accepted }) => [opened, accepted]),
    [
      [1, 0],
      [1, 0],
    ],
  );
  assert.deepEqual(
    await asOwner(product.databaseUrl, "select 1 from participations p join campaigns c on c.id = p.campaign_id where c.slug = 'opened'"),
    [],
  );
  assert.deepEqual(
    await asOwner(product.databaseUrl, "select 1 from deliveries d join campaigns c on c.id = d.campaign_id where c.slug = 'opened'"),
    [],
  );
});

test('a letter that was opened stays on the page, so that whoever saw nothing happen can take another way', async () => {
  const supporter = new Visitor(product);
  const text = await toOtherWays(await addCampaign(scene, 'stays'), supporter);
  await follow(supporter, linksOf(text, 'mailto')[0]);
  const again = await page(supporter);
  assert.equal(linksOf(again, 'mailto').length, 1);
  assert.doesNotMatch(again, /Left out/);
  product.clock.move({ minutes: 40 });
  await product.app.jobs.find(({ name }) => name === 'release-offers')?.run({});
  assert.equal(linksOf(await page(supporter), 'gmail_compose').length, 1);
});

test('copying counts as well; a browser that fetches ahead or only asks for the head opens nothing', async () => {
  await addCampaign(scene, 'copied');
  const where = { ...scene, path: scene.path.replace(/[^/]*$/, 'copied') };
  const supporter = new Visitor(product);
  const text = await toOtherWays(where, supporter);
  const [link = ''] = linksOf(text, 'gmail_compose');
  for (const headers of [{ 'sec-purpose': 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }] as Record<
    string,
    string
  >[])
    await supporter.request(link, { headers });
  await supporter.request(link, { method: 'HEAD' });
  assert.deepEqual(await openedBy('copied'), {});
  const told = /data-told="([^"]+)"/.exec(text)?.[1] ?? '';
  assert.equal((await supporter.post(told)).status, 204);
  assert.equal((await supporter.post(told)).status, 204);
  assert.deepEqual(await openedBy('copied'), { copy: 1 });
});

test('who opened a letter in their own program may still go on with Gmail, with that letter and with their words', async () => {
  const changed = await addCampaign(scene, 'changed', { recipients: [falk, adler] });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'changed@gmail.test')];
  const mine = { body: 'Dear reader,\n\nmy own words about the ford.\n\nPat' };
  await follow(supporter, linksOf(await toOtherWays(changed, supporter, 'Pat', mine), 'mailto')[0]);
  const answer = await connect(changed, supporter, { ...person, changes: mine });
  assert.equal(answer.headers.get('location'), '/letter/confirm');
  const confirm = await (await supporter.request('/letter/confirm')).text();
  assert.match(confirm, /Confirm and send 2 letters/);
  await supporter.post('/letter/confirm', formFields(confirm, '/letter/confirm'));
  assert.equal(outbox(scene).filter(({ sender }) => sender === person.account).length, 2);
  assert.deepEqual(await countsOf(changed), { participations: 1, accepted: 2, failed: 0, skipped: 0, uncertain: 0, opened: 1 });
  const [loads] = await asOwner(
    product.databaseUrl,
    "select sum(contacted)::int as contacted from campaign_recipients r join campaigns c on c.id = r.campaign_id where c.slug = 'changed'",
  );
  assert.equal(loads?.contacted, 2, 'a recipient counts once for one supporter');
});

test('after the letters were sent from here, their own way is not offered again, and nobody is told that the campaign is gone', async () => {
  const supporter = new Visitor(product);
  await sendLetter(await addCampaign(scene, 'sent'), supporter, newPerson(scene, 'sent@gmail.test'));
  assert.equal((await supporter.request('/letter/other')).headers.get('location'), '/letter/status');
});

test('when Gmail refused some of the letters, only those are left for another way', async () => {
  const partly = await addCampaign(scene, 'partly', { recipients: [falk, adler] });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'partly@gmail.test')];
  script(partly, person, { fault: 'invalidArgument' });
  await sendLetter(partly, supporter, person);
  const text = await page(supporter);
  assert.equal(linksOf(text, 'mailto').length, 1);
  const sent = outbox(scene).find(({ sender }) => sender === person.account)?.recipients[0];
  assert.notEqual(shown(text).to, sent);
  const renamed = await (await supporter.post('/letter/other', { ...formFields(text, '/letter/other'), name: 'Somebody Else' })).text();
  assert.match(renamed, /Your mailbox is connected/);
  assert.doesNotMatch(renamed, /Somebody Else/);
});

test('a letter that is too long for a way says so beside it, is never cut short, and can still be copied and downloaded', async () => {
  const body = `Dear Councillor Falk,\n\n${'The ford is the only way. '.repeat(350)}\n\nPat`;
  const supporter = new Visitor(product);
  const text = await toOtherWays(await addCampaign(scene, 'long'), supporter, 'Pat', { body });
  assert.deepEqual(
    ['gmail_compose', 'outlook_compose', 'yahoo_compose', 'mailto'].map((way) => linksOf(text, way).length),
    [0, 0, 0, 0],
  );
  assert.match(text, /Your letter is too long for this way/);
  const [file = ''] = linksOf(text, 'eml');
  assert.equal((await PostalMime.parse(await (await supporter.request(file)).arrayBuffer())).text?.trimEnd(), shown(text).body.trimEnd());
  assert.equal((await supporter.request(file.replace('/eml/', '/mailto/'))).headers.get('location'), '/letter/other');
});

test('a hostile name is text in the letter and nothing else: no header, no tag, no second recipient', async () => {
  const hostile = new Visitor(product);
  const text = await toOtherWays(
    await addCampaign(scene, 'names'),
    hostile,
    'Eve\r\nBcc: all@example.org\u202e <script>alert(1)</script> {{ recipient.name }}',
  );
  assert.doesNotMatch(text, /<script>alert/);
  const { body } = shown(text);
  assert.match(body, /Eve Bcc: all@example\.org <script>alert\(1\)<\/script> \{\{ recipient\.name \}\}/);
  const file = await PostalMime.parse(await (await hostile.request(linksOf(text, 'eml')[0] ?? '')).arrayBuffer());
  assert.deepEqual([file.to?.length, file.bcc, file.cc], [1, undefined, undefined]);
  const mailto = await follow(hostile, linksOf(text, 'mailto')[0]);
  assert.deepEqual([...mailto.searchParams.keys()], ['subject', 'body']);
  const empty = new Visitor(product);
  const form = formFields(await (await empty.request(scene.path)).text(), scene.path);
  await empty.post(scene.path, { ...form, by: 'own' });
  for (const name of ['', '   ', '\u200b\r\n']) {
    const answer = await empty.post('/letter/other', { ...formFields(await page(empty), '/letter/other'), name });
    assert.match(await answer.text(), /Please write the name/, JSON.stringify(name));
  }
  const long = await (
    await empty.post('/letter/other', { ...formFields(await page(empty), '/letter/other'), name: 'x'.repeat(100_000) })
  ).text();
  assert.ok(long.length < 20_000);
});

test('without the cookie, or from another browser, there is an honest page and no letter', async () => {
  const [supporter, other, bare] = [new Visitor(product), new Visitor(product), new Visitor(product)];
  const text = await toOtherWays(scene, supporter);
  const [link = ''] = linksOf(text, 'gmail_compose');
  await toOtherWays(scene, other);
  const before = await countsOf(scene);
  const without = await bare.request('/letter/other');
  assert.equal(without.status, 400);
  assert.match(await without.text(), /Your browser did not remember you/);
  for (const visitor of [bare, new Visitor(product)]) {
    const answer = await visitor.request(link);
    assert.equal(answer.headers.get('location'), '/letter/other');
    assert.equal((await visitor.post(link.replace('gmail_compose', 'copy'))).status, 404);
  }
  const [workspace = '', flow = ''] = (supporter.cookies.get('antiphon_letter') ?? '').split('.');
  bare.cookies.set('antiphon_letter', `${workspace}.${flow}.${'A'.repeat(43)}`);
  assert.doesNotMatch(await page(bare), /Dear Councillor/);
  for (const id of ['00000000-0000-7000-8000-000000000000', 'x', '%00', '__proto__', '1'])
    assert.equal((await supporter.request(`/letter/other/mailto/${id}`)).headers.get('location'), '/letter/other', id);
  assert.deepEqual(await countsOf(scene), before);
});

test('who asked not to be written to is left out of the page, and cannot be opened by an old link', async () => {
  const wished = await addCampaign(scene, 'wished', { recipients: [falk, { ...adler, email: 'wishes.quiet@council.example.org' }] });
  const supporter = new Visitor(product);
  const text = await toOtherWays(wished, supporter);
  await scene.owner.api.suppressions.suppress({ workspaceId: scene.workspaceId, email: 'wishes.quiet@council.example.org' });
  const later = await page(supporter);
  assert.match(later, /asked not to be written to/);
  const gone = linksOf(text, 'mailto').filter((href) => !linksOf(later, 'mailto').includes(href));
  assert.equal(gone.length, 1);
  assert.equal((await supporter.request(gone[0] ?? '')).headers.get('location'), '/letter/other');
  assert.deepEqual(await openedBy('wished'), {});
});

test('a paused campaign opens nothing and says so; a rehearsal goes by a mailbox', async () => {
  const paused = await addCampaign(scene, 'paused');
  const supporter = new Visitor(product);
  const text = await toOtherWays(paused, supporter);
  const one = { workspaceId: scene.workspaceId, campaignId: paused.campaignId };
  await scene.owner.api.campaigns.setState({ ...one, state: 'paused' });
  assert.equal((await supporter.request(linksOf(text, 'mailto')[0] ?? '')).headers.get('location'), '/letter/other');
  assert.match(await page(supporter), /This campaign is paused/);
  const { url } = await scene.owner.api.campaigns.rehearse(one);
  const rehearser = new Visitor(product);
  await rehearser.post(paused.path, { ...formFields(await (await rehearser.request(url)).text(), paused.path), by: 'own' });
  assert.match(await page(rehearser), /A rehearsal goes by a mailbox/);
});

test('name and letter are gone after 48 hours, whether or not a job has run', async () => {
  const supporter = new Visitor(product);
  await toOtherWays(await addCampaign(scene, 'two-days'), supporter, 'Canary Nameson');
  product.clock.move({ hours: 47 });
  const back = await supporter.request('/letter/other');
  assert.match(await back.text(), /Canary Nameson/);
  product.clock.move({ hours: 2 });
  const answer = await supporter.request('/letter/other');
  assert.equal(answer.status, 410);
  assert.doesNotMatch(await answer.text(), /Canary/);
  await product.app.jobs.find(({ name }) => name === 'keep-promises')?.run({});
  assert.equal(await flowOf(scene, supporter), undefined);
});

test('the flow that was carried away asks Gmail for nothing: only a consent that is asked for begins one', async () => {
  const supporter = new Visitor(product);
  await toOtherWays(scene, supporter);
  const flow = await flowOf(scene, supporter);
  assert.deepEqual([flow?.mailbox, flow?.access_token_sealed, flow?.state_hash], ['own_program', null, null]);
  const form = formFields(await page(supporter), '/letter/other');
  const answer = await supporter.post('/letter/connect', { csrf: form.csrf ?? '', by: 'gmail' });
  const back = await comeBack(supporter, new URL(answer.headers.get('location') ?? '', product.url), newPerson(scene, 'after@gmail.test'));
  assert.equal(back.headers.get('location'), '/letter/confirm');
});
