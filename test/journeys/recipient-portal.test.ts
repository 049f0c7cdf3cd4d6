import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId, showId } from '../../server/platform/ids.ts';
import {
  addCampaign,
  adler,
  countsOf,
  falk,
  formFields,
  holdGoogle,
  newPerson,
  outbox,
  publishedCampaign,
  sendLetter,
  toConfirm,
} from '../harness/advocacy.ts';
import { filesOf, offerOn } from '../harness/archives.ts';
import { asOwner } from '../harness/database.ts';
import { dumpOf } from '../harness/dump.ts';
import { password, runJobs, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product, { recipients: [falk, adler] });
const { owner, workspaceId, campaignId } = scene;
const elsewhere = await stranger(product);
const weir = await addCampaign({ product, owner: elsewhere.visitor, workspaceId: elsewhere.workspaceId, path: '/c/elsewhere/' }, 'weir', {
  recipients: [{ ...falk, name: 'Cllr I. Falk', email: 'Ines.Falk@council.example.org' }],
});
await sendLetter(scene, new Visitor(product), newPerson(scene, 'first@gmail.test'));
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const rows = async (table: string, where = 'true') => Number((await look(`select count(*)::int as n from ${table} where ${where}`))[0]?.n);

const mailed = (email: string) => product.app.sandbox?.mail.messages().filter(({ recipients }) => recipients.includes(email)) ?? [];

/** Asks for the link to an address; gives the page that answers. */
async function ask(email: string): Promise<string> {
  const visitor = new Visitor(product);
  const page = await (await visitor.request('/recipient')).text();
  const answer = await visitor.post('/recipient', { ...formFields(page, '/recipient'), email });
  await runJobs(product, 'mail-recipient-link');
  return `${answer.status} ${await answer.text()}`;
}

/** A recipient who opened their mailed link. */
async function atPortal(email: string): Promise<{ visitor: Visitor; path: string; page: string }> {
  // An address gets five links an hour; this file presses more buttons than that.
  await look('update rate_windows set used = 0');
  await ask(email);
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mailed(email)[0]?.email.text ?? '')?.[0];
  if (!path) throw new Error(`No link was mailed to ${email}.`);
  const visitor = new Visitor(product);
  return { visitor, path, page: await (await visitor.request(path)).text() };
}

async function press(email: string, act: string, fields: Record<string, string> = {}): Promise<Response> {
  const { visitor, path, page } = await atPortal(email);
  return visitor.post(`${path}/${act}`, { ...formFields(page, `${path}/${act}`), ...fields });
}

const offered = async (path: string) => (await (await new Visitor(product).request(path)).text()).includes('Ines Falk');
const actsOf = async (workspace: string) =>
  (await look('select action, details from audit_entries where workspace_id = $1 order by seq', [readId('workspace', workspace)])).map(
    ({ action }) => String(action),
  );

test('the code under a letter leads to its campaign, typed or followed, and an unknown one to a plain page', async () => {
  const [letter] = outbox(scene);
  const url = /https?:\/\/\S+\/check\/([0-9A-Z]{8})/.exec(letter?.email.text ?? '');
  const code = url?.[1] ?? '';
  const followed = await (await new Visitor(product).request(`/check/${code}`)).text();
  for (const said of [
    'This campaign is genuine',
    'River Watch',
    'Keep the ford open',
    'I walk the path most weeks.',
    'Running',
    '/recipient',
  ])
    assert.ok(followed.includes(said), said);
  assert.match(followed, /\[salutation\]/);
  assert.doesNotMatch(followed, /Falk|council\.example/);
  const visitor = new Visitor(product);
  const page = await (await visitor.request('/check')).text();
  const typed = ` ${code.slice(0, 4).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')}-${code.slice(4)} `;
  const answer = await visitor.post('/check', { ...formFields(page, '/check'), code: typed });
  assert.equal(answer.headers.get('location'), `/check/${code}`);
  for (const unknown of ['ZZZZZZZZ', 'nothing', '%3Cscript%3E'])
    assert.equal((await new Visitor(product).request(`/check/${unknown}`)).status, 404, unknown);
  const draft = await owner.api.campaigns.create({ workspaceId, name: 'Not yet' });
  const [row] = await look('select code from campaigns where id = $1', [readId('campaign', draft.id)]);
  assert.equal((await new Visitor(product).request(`/check/${String(row?.code)}`)).status, 404);
});

test('whoever asks hears the same for every address; a mail goes only where something is kept', async () => {
  const known = await ask('INES.FALK@council.example.org');
  const unknown = await ask('nobody@council.example.org');
  assert.equal(known.replace(/nonce="[^"]+"/g, ''), unknown.replace(/nonce="[^"]+"/g, ''));
  assert.equal(mailed('nobody@council.example.org').length, 0);
  assert.equal(mailed('INES.FALK@council.example.org').length, 1);
  assert.equal(await rows('recipient_links'), 1, 'the address of somebody unknown is gone with its link');
  const jobs = await look("select data::text as data from pgboss.job where name = 'mail-recipient-link'");
  assert.doesNotMatch(JSON.stringify(jobs), /falk|nobody/i);
  assert.match(await ask('no address'), /^400 [\s\S]*role="alert"/);
  for (let time = 2; time <= 5; time += 1) await ask(falk.email);
  assert.match(await ask(falk.email), /^429 /);
});

test('the page shows what every organisation keeps, of this person alone, and opening it changes nothing', async () => {
  const { visitor, path, page } = await atPortal(falk.email);
  for (const said of ['River Watch', 'Elsewhere', 'Cllr I. Falk', 'Dear Councillor Falk', 'Ward 4', '1 letter sent', 'No letters sent'])
    assert.ok(page.replace(/\s+/g, ' ').includes(said), said);
  assert.doesNotMatch(page, /Adler|first@gmail|Ward 2/);
  const before = await dumpOf(product.databaseUrl, { except: ['rate_windows'] });
  assert.equal((await visitor.request(path)).status, 200);
  assert.equal((await visitor.request(`${path}/erase`)).status, 404);
  assert.deepEqual(await dumpOf(product.databaseUrl, { except: ['rate_windows'] }), before);
});

test('a link opens until a second before its hour is over; then it, a foreign one and their forms open nothing', async () => {
  const { visitor, path, page } = await atPortal(falk.email);
  product.clock.move({ minutes: 59, seconds: 59 });
  assert.equal((await visitor.request(path)).status, 200);
  product.clock.move({ seconds: 2 });
  assert.equal((await visitor.request(path)).status, 410);
  assert.equal((await visitor.post(`${path}/erase`, { ...formFields(page, `${path}/erase`), sure: 'yes' })).status, 410);
  for (const foreign of ['x', 'A'.repeat(43), '../x'])
    assert.notEqual((await visitor.request(`/recipient/${foreign}`)).status, 200, foreign);
  assert.equal(await rows('campaign_recipients'), 3);
});

test('a form without its own proof does nothing: neither that of another act nor that of another link', async () => {
  const one = await atPortal(falk.email);
  const other = await atPortal(adler.email);
  const fields = { from: 'all', sure: 'yes', most: '1', campaign: campaignId, message: 'x' };
  const proofs = [formFields(one.page, `${one.path}/limit`).csrf, formFields(other.page, `${other.path}/erase`).csrf, ''];
  for (const csrf of proofs)
    for (const act of ['erase', 'stop', 'complain', 'correct', 'export'])
      assert.equal((await one.visitor.post(`${one.path}/${act}`, { ...fields, csrf: csrf ?? '' })).status, 400, act);
  assert.deepEqual([await rows('campaign_recipients'), await rows('suppressions'), await rows('privacy_requests')], [3, 0, 0]);
});

test('the download holds everything that is kept about the address, and nobody else’s data', async () => {
  const files = await filesOf(new Visitor(product), offerOn(await (await press(falk.email, 'export')).text()));
  assert.deepEqual(
    [...files.keys()],
    ['README.txt', 'what-is-kept.json', 'recipients.csv', 'letters.csv', 'lettersByHour.csv', 'manifest.json'],
  );
  const text = [...files.values()].join('\n');
  const held = JSON.parse(files.get('what-is-kept.json') ?? '') as Record<string, unknown[]>;
  assert.deepEqual(
    ['recipients', 'letters', 'lettersByHour', 'suppressions', 'complaints', 'requests'].map((part) => held[part]?.length),
    [2, 1, 1, 0, 0, 0],
  );
  for (const kept of ['Cllr I. Falk', 'Dear Councillor Falk', 'Ward 4', '"accepted"', 'River Watch', 'Elsewhere'])
    assert.ok(text.includes(kept), kept);
  const [attempt] = await look('select message_id, provider_message_id from attempts limit 1');
  const others = ['first@gmail', 'Adler', 'Olga', 'owner@', String(attempt?.message_id), String(attempt?.provider_message_id)];
  for (const other of others) assert.ok(!text.includes(other), other);
});

test('at most so many a day: who would be one more is shown nobody, in every campaign, until there is no limit', async () => {
  assert.equal((await press(falk.email, 'limit', { most: '1001' })).status, 400);
  assert.equal((await press(falk.email, 'limit', { most: '2' })).status, 303);
  const [cap] = await look("select most_per_day, keep_until = set_at + interval '3 years' as long from recipient_caps");
  assert.deepEqual(cap, { most_per_day: 2, long: true });
  // Hours later than the first letter of this file, but on the same day.
  await sendLetter(weir, new Visitor(product), newPerson(weir, 'second@gmail.test'));
  assert.equal(await offered(weir.path), false);
  assert.equal(await offered(scene.path), false);
  assert.match(await (await new Visitor(product).request(scene.path)).text(), /Adler/);
  product.clock.move({ hours: 25 });
  assert.equal(await offered(scene.path), true);
  assert.equal((await press(falk.email, 'limit', { most: '' })).status, 303);
  assert.equal(await rows('recipient_caps'), 0);
});

test('stopping one organisation stops it alone, for three years from now', async () => {
  assert.equal((await press(falk.email, 'stop', { from: elsewhere.workspaceId })).status, 303);
  assert.deepEqual([await offered(weir.path), await offered(scene.path)], [false, true]);
  const [row] = await look("select reason, added_by, keep_until = added_at + interval '3 years' as three from suppressions");
  assert.deepEqual(row, { reason: 'asked', added_by: null, three: true });
  product.clock.move({ days: 10 });
  await press(falk.email, 'stop', { from: elsewhere.workspaceId });
  assert.equal(await rows('suppressions', "keep_until = added_at + interval '3 years 10 days'"), 1, 'asked again, it counts from now');
  assert.match((await atPortal(falk.email)).page, /no more letters from them until/);
  assert.equal((await press(adler.email, 'stop', { from: elsewhere.workspaceId })).status, 400, 'nothing of theirs is kept there');
});

test('a correction goes to the operator’s list with its day, and nobody has to confirm it again', async () => {
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  await press(falk.email, 'correct', { message: 'I moved to Ward 5.' });
  const { requests } = await owner.api.requests.list({});
  assert.deepEqual(
    requests.map(({ kind, state, email, message }) => ({ kind, state, email, message })),
    [{ kind: 'rectification', state: 'open', email: falk.email, message: 'I moved to Ward 5.' }],
  );
  assert.match((await atPortal(falk.email)).page, /You wrote to us on/);
});

test('three people’s complaints hold a campaign, one person’s do not; the operator lets it go on, and older ones hold it no more', async () => {
  const emails = [falk.email, adler.email, 'rosa@council.example.org', 'omar@council.example.org'];
  for (const email of emails.slice(2)) await owner.api.campaigns.addRecipient({ workspaceId, campaignId, name: 'Somebody', email });
  const { visitor, path, page } = await atPortal(falk.email);
  const form = formFields(page, `${path}/complain`);
  for (let time = 0; time < 3; time += 1) await visitor.post(`${path}/complain`, { ...form, campaign: campaignId });
  assert.deepEqual([await rows('complaints'), await rows('campaigns', 'held_at is not null')], [1, 0]);
  assert.equal((await press(adler.email, 'complain', { campaign: weir.campaignId })).status, 400, 'a campaign that keeps nothing of them');
  await press(adler.email, 'complain', { campaign: campaignId });
  await press(emails[2] ?? '', 'complain', { campaign: campaignId });
  assert.match(await (await new Visitor(product).request(scene.path)).text(), /on hold while somebody looks/);
  const one = { workspaceId, campaignId };
  await assert.rejects(owner.api.campaigns.duplicate({ ...one, name: 'Anew', withRecipients: true }), /on hold until the operator/);
  await assert.rejects(owner.api.campaigns.remove({ ...one, name: 'Keep the ford open' }), /on hold until the operator/);
  const { campaigns } = await owner.api.requests.heldCampaigns({});
  assert.deepEqual(
    campaigns.map(({ held, complaints, workspace }) => ({ held, complaints, workspace })),
    [{ held: 'complaints', complaints: 3, workspace: 'River Watch' }],
  );
  await owner.api.requests.hold({ campaignId, held: false });
  await press(emails[3] ?? '', 'complain', { campaign: campaignId });
  assert.deepEqual([await rows('complaints'), await rows('campaigns', 'held_at is not null')], [4, 0]);
  await assert.rejects(elsewhere.visitor.api.requests.hold({ campaignId: weir.campaignId, held: true }));
  await owner.api.requests.hold({ campaignId: weir.campaignId, held: true });
  assert.equal(await rows('campaigns', "held_because = 'operator'"), 1);
  await owner.api.requests.hold({ campaignId: weir.campaignId, held: false });
});

test('erased is gone from every organisation, and no import brings it back', async () => {
  assert.equal((await press(falk.email, 'erase', { sure: '' })).status, 400);
  const counts = 'select sum(accepted)::int as n from campaign_counts';
  const before = await look(counts);
  const answer = await press(falk.email, 'erase', { sure: 'yes' });
  const receipt = await answer.text();
  assert.match(
    receipt.replace(/\s+/g, ' '),
    /Your data is deleted.*2 campaigns of Elsewhere, River Watch.*2 letters.*remembered for 3 years/,
  );
  const kept = Object.entries(await dumpOf(product.databaseUrl, { except: ['rate_windows'] })).filter(([, text]) => /falk/i.test(text));
  assert.deepEqual(
    kept.map(([table]) => table),
    [],
    'no table holds the address or the name in clear',
  );
  assert.deepEqual(await look(counts), before);
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  const csv = 'name,email\nInes Falk,INES.FALK@council.example.org\nNew Person,new@council.example.org\n';
  const result = await owner.api.campaigns.importRecipients({ workspaceId, campaignId, csv, dryRun: false });
  assert.deepEqual([result.added, result.refused.map(({ line }) => line)], [1, [2]]);
  await assert.rejects(owner.api.campaigns.addRecipient({ workspaceId, campaignId, ...falk }), /Nobody on this copy may write/);
  assert.equal(await offered(scene.path), false);
  assert.match((await atPortal(falk.email)).page, /A code of your address is remembered/);
  await elsewhere.visitor.api.account.signIn({ email: 'stranger@example.org', password });
  const listedFor = async ({ api }: Visitor, id: string) =>
    (await api.suppressions.list({ workspaceId: id })).suppressions.map(({ everywhere }) => (everywhere ? 'the whole copy' : 'its own'));
  assert.deepEqual(await listedFor(owner, workspaceId), [], 'who was erased can still be read in the list of suppressions');
  assert.deepEqual(await listedFor(elsewhere.visitor, elsewhere.workspaceId), [], 'and in that of another workspace');
  const remembered = await product.app.tools.evidence.read();
  const [tombstone] = await look("select encode(address_hash, 'hex') as code from erasures");
  assert.deepEqual(
    remembered.flatMap((line) => (line.kind === 'erased' ? [line.addressHash] : [])),
    [tombstone?.code],
    'an older backup would not know of it',
  );
});

test('a Gmail address is found in every spelling, also in what was sent before its recipient was removed', async () => {
  const spelt = { name: 'Jo Doe', email: 'J.Doe+mill@googlemail.com', salutation: 'Dear Jo', district: 'Ward 9' };
  const mill = await addCampaign(scene, 'mill', { recipients: [spelt] });
  await sendLetter(mill, new Visitor(product), newPerson(mill, 'third@gmail.test'));
  const [row] = await look("select id from campaign_recipients where name = 'Jo Doe'");
  await owner.api.campaigns.removeRecipient({
    workspaceId,
    campaignId: mill.campaignId,
    recipientId: showId('recipient', String(row?.id)),
  });
  assert.match((await atPortal('jdoe@gmail.com')).page, /A campaign that wrote to you\.\s+1\s+letter/);
  assert.equal((await press('jdoe@gmail.com', 'erase', { sure: 'yes' })).status, 200);
  assert.doesNotMatch(JSON.stringify(await dumpOf(product.databaseUrl)), /doe/i);
  await assert.rejects(owner.api.campaigns.addRecipient({ workspaceId, campaignId, ...spelt }), /Nobody on this copy/);
});

test('whoever is erased while letters to them and to others leave gets none that had not left, and nothing of them stays', async () => {
  const people = ['Una Oder', 'Vic Pregel'].map((name) => ({
    ...{ name, salutation: 'Dear Reader', district: 'Ward 7' },
    email: `${name.toLowerCase().replace(' ', '.')}@council.example.org`,
  }));
  const reed = await addCampaign(scene, 'reed', { recipients: people });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'during@gmail.test')];
  const { fields } = await toConfirm(reed, supporter, person);
  const portals: Awaited<ReturnType<typeof atPortal>>[] = [];
  for (const { email } of people) portals.push(await atPortal(email));
  const google = holdGoogle(reed);
  const confirmed = supporter.post('/letter/confirm', fields);
  await google.arrived;
  const answers = await Promise.all(
    portals.map(({ visitor, path, page }) => visitor.post(`${path}/erase`, { ...formFields(page, `${path}/erase`), sure: 'yes' })),
  );
  google.release();
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  assert.ok((await confirmed).status < 500, 'erasing somebody broke the sending');
  assert.equal(outbox(reed).filter(({ sender }) => sender === person.account).length, 1, 'only what had left already');
  assert.doesNotMatch(JSON.stringify(await dumpOf(product.databaseUrl)), /oder@|pregel@|una oder|vic pregel/i);
  const { accepted } = await countsOf(reed);
  assert.equal(accepted, 1);
});

test('every act stands in the audit of the organisations concerned, by numbers only, and the chains hold', async () => {
  const mine = new Set(await actsOf(workspaceId));
  const theirs = new Set(await actsOf(elsewhere.workspaceId));
  for (const action of ['recipient.exported', 'recipient.limited', 'recipient.correction_asked', 'recipient.erased'])
    assert.ok(mine.has(action) && theirs.has(action), action);
  for (const action of ['campaign.complained_of', 'campaign.held', 'campaign.released']) assert.ok(mine.has(action), action);
  assert.ok(theirs.has('address.suppressed') && theirs.has('suppression.extended'));
  const entries = await look("select details::text || coalesce(subject_id::text, '') as text from audit_entries");
  assert.ok(entries.length > 20);
  for (const { text } of entries) assert.doesNotMatch(String(text), /@|falk|ward/i);
  const visits = await look(
    "select origin_id from audit_entries where action like 'recipient.%' and actor_kind = 'visitor' and origin_id is not null",
  );
  assert.deepEqual(visits, [], 'from where a right was used is nobody’s business');
  assert.equal((await owner.api.evidence.verifyAudit({ workspaceId })).valid, true);
});
