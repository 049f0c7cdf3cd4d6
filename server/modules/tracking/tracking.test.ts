import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePassword } from '../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { until } from '../../../test/harness/ours.ts';
import { password, runJobs, setUp, stranger } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox } from '../../../test/harness/sending.ts';
import { directionOf, footerLanguages, footerWords, type FooterLanguage } from '../../../shared/footer-words.ts';
import { readId, showId } from '../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const server = product.app.sandbox!.mailServer;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const html =
  '<p>Dear {{ first_name }}, see <a href="https://example.org/ford?a=1&amp;b=2#mud">the ford</a>, <a href="https://example.org/map">the map</a>,' +
  ' <a href="https://example.org/boats">the boats</a>, <a href="https://example.org/for/{{ first_name }}">yours</a> or' +
  ' <a href="mailto:gil@example.org">write</a>.</p>';

let made = 0;
/** A message as it arrived, of a campaign that tracks so much. */
async function send(tracking: string, count = 1, language: FooterLanguage = 'en') {
  const address = `sender${String(++made)}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const mailboxId = await plantSmtpMailbox(
    product,
    workspaceId,
    { host: server.host, port: server.port, password: samplePassword },
    { address },
  );
  const campaignId = await plantRunning(product, workspaceId, [mailboxId], {
    tracking,
    language,
    steps: [{ html }],
    name: `Ford ${String(made)}`,
  });
  await plantRecipients(product, workspaceId, campaignId, { count });
  await product.app.runner.runOnce();
  const sent = server.outbox.messages().filter(({ sender }) => sender === address);
  assert.equal(sent.length, count);
  await look("update outreach_campaigns set state = 'finished' where id = $1", [campaignId]);
  return { campaignId, sent, messages: sent.map(({ email }) => partsOf(email)) };
}

function partsOf({ html: body, text }: { html?: string | undefined | false; text?: string | undefined }) {
  assert.ok(typeof body === 'string' && text !== undefined);
  const all = [...body.matchAll(/<a\s[^>]*href="([^"]*)"/g)].map((match) => match[1]?.replaceAll('&amp;', '&') ?? '');
  const tracked = all.filter((url) => url.includes('/c/'));
  const hidden = /<a href="([^"]+)" style="display: none"/.exec(body)?.[1] ?? '';
  return {
    ...{ body, text, all, hidden },
    clicks: tracked.filter((url) => url !== hidden),
    image: /<img src="([^"]+)" alt=""/.exec(body)?.[1] ?? '',
    leave: all.find((url) => url.includes('/leave/')) ?? '',
  };
}

const get = (url: string, more: { method?: string; agent?: string; headers?: Record<string, string> } = {}) =>
  fetch(url, { method: more.method ?? 'GET', redirect: 'manual', headers: { 'user-agent': more.agent ?? browser, ...more.headers } });
const hitsOf = (campaignId: string) =>
  look(
    'select kind, step, head, ahead, verdict, because, host(ip_address) as ip, user_agent from tracked_hits where campaign_id = $1 order by at, id',
    [campaignId],
  );
async function judged(): Promise<void> {
  product.clock.move({ minutes: 3 });
  await product.app.jobs.find(({ name }) => name === 'judge-hits')?.run({});
}
const countsOf = async (campaignId: string) => {
  const [row] = await look(
    `select sum(opened_people)::int op, sum(opened_machines)::int om, sum(opened_unknown)::int ou,
       sum(clicked_people)::int cp, sum(clicked_machines)::int cm, sum(clicked_unknown)::int cu from outreach_counts where campaign_id = $1`,
    [campaignId],
  );
  return row;
};

test('Off leaves no trace: the message is the one that was written, and the database holds nothing', async () => {
  const { campaignId, messages } = await send('none');
  const [message] = messages;
  assert.ok(message);
  assert.deepEqual([message.clicks, message.hidden, message.image], [[], '', '']);
  assert.match(message.body, /href="https:\/\/example\.org\/ford\?a=1&amp;b=2#mud"/);
  assert.doesNotMatch(message.body + message.text, /\/c\/|\/o\/|opened|<img/);
  assert.deepEqual(await look('select 1 from outreach_links where campaign_id = $1', [campaignId]), []);
  assert.deepEqual(await hitsOf(campaignId), []);
});

test('A person who follows a link is led where it was written, and noted with moment, address and browser', async () => {
  const { campaignId, messages } = await send('recipient');
  const [message] = messages;
  assert.ok(message);
  assert.match(message.body, /This message tells its sender whether it and the links in it are opened\./);
  assert.match(message.text, /This message tells its sender whether it and the links in it are opened\./);
  assert.equal(message.clicks.length, 4);
  assert.ok(message.all.includes('mailto:gil@example.org'));
  assert.doesNotMatch(message.text, /https:\/\/example\.org/);
  assert.match(message.text, /\/leave\//);
  product.clock.move({ minutes: 10 });
  const [first = '', , , own = ''] = message.clicks;
  const answer = await get(first);
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, 'https://example.org/ford?a=1&b=2#mud']);
  assert.deepEqual([answer.headers.get('cache-control'), answer.headers.get('referrer-policy')], ['no-store', 'no-referrer']);
  product.clock.move({ seconds: 30 });
  assert.equal((await get(own)).headers.get('location'), 'https://example.org/for/Robin%201');
  product.clock.move({ seconds: 30 });
  const image = await get(message.image);
  assert.deepEqual([image.status, image.headers.get('content-type')], [200, 'image/gif']);
  assert.equal(image.headers.get('cross-origin-resource-policy'), 'cross-origin');
  const before = await hitsOf(campaignId);
  assert.deepEqual(
    before.map(({ kind, verdict, ip, user_agent }) => [kind, verdict, ip, user_agent]),
    ['click', 'click', 'open'].map((kind) => [kind, null, '127.0.0.1', browser]),
  );
  assert.deepEqual(await countsOf(campaignId), { op: 0, om: 0, ou: 0, cp: 0, cm: 0, cu: 0 });
  await judged();
  assert.deepEqual(
    (await hitsOf(campaignId)).map(({ verdict, because }) => [verdict, because]),
    Array.from({ length: 3 }, () => ['person', 'browser']),
  );
  assert.deepEqual(await countsOf(campaignId), { op: 1, om: 0, ou: 0, cp: 1, cm: 0, cu: 0 });
});

test('A scanner that GETs every link within 50 ms, the one for leaving too: nobody left, no person clicked, and the evidence is kept', async () => {
  const { campaignId, messages } = await send('recipient');
  const [message] = messages;
  assert.ok(message);
  product.clock.move({ minutes: 10 });
  const answers = await Promise.all([...message.clicks, message.hidden, message.image, message.leave].map((url) => get(url)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 302]);
  await until('all is written down', () => product.app.hits.waiting() === 0);
  await judged();
  const hits = await hitsOf(campaignId);
  assert.deepEqual(hits.map(({ kind }) => kind).sort(), ['click', 'click', 'click', 'click', 'hidden', 'leave', 'open']);
  assert.ok(hits.every(({ verdict }) => verdict === 'machine'));
  assert.deepEqual(await countsOf(campaignId), { op: 0, om: 1, ou: 0, cp: 0, cm: 1, cu: 0 });
  const [enrolment] = await look('select state, reason from enrolments where campaign_id = $1', [campaignId]);
  assert.deepEqual(enrolment, { state: 'finished', reason: null });
});

test('In sum only no ticket names a recipient, no row is kept, and what was made for one recipient stays as it is', async () => {
  const { campaignId, messages } = await send('aggregate', 2);
  const [one, other] = messages;
  assert.ok(one && other);
  assert.deepEqual(one.clicks, other.clicks);
  assert.deepEqual([one.image, one.hidden], [other.image, other.hidden]);
  assert.equal(one.clicks.length, 3);
  assert.match(one.body, /href="https:\/\/example\.org\/for\/Robin%20/);
  assert.match(one.body, /counts how often it and the links in it are opened, but not by whom/);
  for (const url of [one.clicks[0] ?? '', other.clicks[0] ?? '']) {
    product.clock.move({ minutes: 1 });
    assert.equal((await get(url)).status, 302);
  }
  await get(one.image, { agent: 'Mozilla/5.0 (Windows NT 5.1) GoogleImageProxy' });
  assert.deepEqual(await hitsOf(campaignId), []);
  assert.deepEqual(await countsOf(campaignId), { op: 0, om: 0, ou: 1, cp: 2, cm: 0, cu: 0 });
  product.clock.move({ minutes: 1 });
  for (const url of one.clicks) await get(url);
  assert.deepEqual(
    await countsOf(campaignId),
    { op: 0, om: 0, ou: 1, cp: 2, cm: 3, cu: 0 },
    'what was counted of a machine as a person is corrected',
  );
  assert.deepEqual(await look('select 1 from outreach_links where campaign_id = $1 and enrolment_id is not null', [campaignId]), []);
});

test('Tracking cannot be raised after the launch, and lowering it stops the noting at once', async () => {
  const { campaignId, messages } = await send('recipient');
  const [link = ''] = messages[0]?.clicks ?? [];
  const one = { workspaceId: shown, outreachId: showId('outreach', campaignId) };
  product.clock.move({ minutes: 10 });
  await get(link);
  assert.equal((await hitsOf(campaignId)).length, 1);
  await owner.api.outreach.change({ ...one, tracking: 'none' });
  assert.equal((await get(link)).status, 302);
  assert.equal((await hitsOf(campaignId)).length, 1);
  await assert.rejects(owner.api.outreach.change({ ...one, tracking: 'recipient' }), { status: 409 });
});

test('Links that are the same for everybody go on leading when their campaign was removed; what was made for one recipient is gone', async () => {
  const { campaignId, messages } = await send('recipient');
  const [first = '', , , own = ''] = messages[0]?.clicks ?? [];
  const one = { workspaceId: shown, outreachId: showId('outreach', campaignId) };
  await get(first);
  await owner.api.account.confirm({ password });
  await owner.api.outreach.remove({ ...one, name: `Ford ${String(made)}` });
  assert.deepEqual(await hitsOf(campaignId), []);
  assert.equal((await get(first)).headers.get('location'), 'https://example.org/ford?a=1&b=2#mud');
  assert.equal((await get(own)).status, 404);
  assert.deepEqual(await hitsOf(campaignId), []);
});

test('What was noted can be deleted, with what it was counted as; judging again leaves people people', async () => {
  const { campaignId, messages } = await send('recipient', 2);
  const one = { workspaceId: shown, outreachId: showId('outreach', campaignId) };
  for (const { clicks } of messages) {
    product.clock.move({ minutes: 10 });
    await get(clicks[0] ?? '');
  }
  await judged();
  await look("update tracked_hits set verdict = 'unknown', because = 'too_soon' where campaign_id = $1", [campaignId]);
  await look('update outreach_counts set clicked_people = 0, clicked_unknown = clicked_people where campaign_id = $1', [campaignId]);
  await look('update outreach_links set clicked_people = 0, clicked_unknown = clicked_people where campaign_id = $1', [campaignId]);
  await owner.api.tracking.judgeAgain(one);
  await runJobs(product, 'judge-again');
  assert.deepEqual(await countsOf(campaignId), { op: 0, om: 0, ou: 0, cp: 2, cm: 0, cu: 0 });
  const known = await owner.api.tracking.show(one);
  assert.deepEqual(known.links[0], {
    step: 1,
    url: 'https://example.org/ford?a=1&b=2#mud',
    clicked: { people: 2, machines: 0, unknown: 0 },
  });
  const { csv } = await owner.api.tracking.export(one);
  assert.equal(csv.trim().split('\r\n').length, 3);
  await owner.api.tracking.remove(one);
  await runJobs(product, 'remove-tracking');
  assert.deepEqual(await hitsOf(campaignId), []);
  assert.deepEqual(await countsOf(campaignId), { op: 0, om: 0, ou: 0, cp: 0, cm: 0, cu: 0 });
});

test('Another workspace sees nothing of it', async () => {
  const { campaignId } = await send('recipient');
  const outreachId = showId('outreach', campaignId);
  const foreign = await stranger(product);
  await assert.rejects(foreign.visitor.api.tracking.show({ workspaceId: foreign.workspaceId, outreachId }), { status: 404 });
  await assert.rejects(foreign.visitor.api.tracking.show({ workspaceId: shown, outreachId }), { status: 404 });
});

test('What is noted, and how to leave, is said in the language of the campaign, from the right where it is read so', async () => {
  const said = async (language: FooterLanguage) => {
    const { messages } = await send('recipient', 1, language);
    return messages[0] ?? { body: '', text: '' };
  };
  for (const language of footerLanguages) {
    const { body, text } = await said(language);
    const words = footerWords[language];
    const [before = '', inside = ''] = words.leave.split(/[<>]/);
    const line = `<p lang="${language}" dir="${directionOf(language)}" `;
    assert.equal(body.split(line).length, 3, language);
    assert.ok(body.includes(words.recipient) && text.includes(words.recipient), language);
    assert.ok(body.includes(before) && body.includes(`>${inside}</a>`) && text.includes(inside), language);
  }
});
