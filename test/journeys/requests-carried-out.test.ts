import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, falk, faultsLeft, formFields, newPerson, publishedCampaign, script, sendLetter } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { invite, password, runJobs, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { runSchedule } from './routed-scene.ts';

const product = await startProduct({ settings: { OPERATOR_EMAIL: 'privacy@example.org' } });
const scene = await publishedCampaign(product, { recipients: [falk] });
const { owner, workspaceId } = scene;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const mailed = (email: string) => product.app.sandbox?.mail.messages().filter(({ recipients }) => recipients.includes(email)) ?? [];

/** Asks by the contact form and confirms by the mailed link; gives the request as the operator sees it. */
async function ask(kind: string, email: string) {
  await look('update rate_windows set used = 0');
  const visitor = new Visitor(product);
  const form = formFields(await (await visitor.request('/contact')).text(), '/contact');
  await visitor.post('/contact', { ...form, kind, email, message: 'As the law gives me.' });
  await runJobs(product, 'mail-request-link');
  const path = /\/contact\/[A-Za-z0-9_-]{43}/.exec(mailed(email)[0]?.email.text ?? '')?.[0] ?? '';
  await visitor.post(path, formFields(await (await visitor.request(path)).text(), path));
  const { requests } = await owner.api.requests.list({ state: 'open' });
  return requests.find((one) => one.email === email && one.kind === kind) ?? assert.fail('It is not on the list.');
}

async function carriedOut(kind: string, email: string): Promise<string> {
  const { id } = await ask(kind, email);
  await owner.api.account.confirm({ password });
  await owner.api.requests.carryOut({ requestId: id });
  await runJobs(product, 'mail-request-answer');
  return mailed(email).find(({ email: mail }) => mail.subject === 'The answer to your message')?.email.text ?? '';
}

const offered = async () => (await (await new Visitor(product).request(scene.path)).text()).includes('Ines Falk');

for (const [kind, days] of [
  ['access', 30],
  ['consent', 30],
  ['know', 45],
  ['delete', 45],
  ['correct', 45],
  ['no_sale', 45],
  ['limit', 45],
] as const)
  test(`what somebody asks by the right “${kind}” is due in ${String(days)} days`, async () => {
    const { receivedAt, dueAt } = await ask(kind, `${kind.replace('_', '-')}@example.org`);
    assert.equal((Date.parse(dueAt) - Date.parse(receivedAt)) / 86_400_000, days);
  });

test('who wants to see or take what is kept is mailed the link to it', async () => {
  for (const kind of ['access', 'know', 'portability']) {
    assert.match(await carriedOut(kind, falk.email), /A link to everything that is kept/);
    await runJobs(product, 'mail-recipient-link');
    assert.match(mailed(falk.email)[0]?.email.text ?? '', /\/recipient\/[A-Za-z0-9_-]{43}/);
  }
});

test('a pause holds until the person ends it', async () => {
  assert.match(await carriedOut('restriction', falk.email), /is paused/);
  assert.equal(await offered(), false);
  assert.equal((await look('select 1 from campaign_recipients where email = $1', [falk.email])).length, 1, 'a pause deletes nothing');
  await look('update rate_windows set used = 0');
  const visitor = new Visitor(product);
  await visitor.post('/recipient', { ...formFields(await (await visitor.request('/recipient')).text(), '/recipient'), email: falk.email });
  await runJobs(product, 'mail-recipient-link');
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mailed(falk.email)[0]?.email.text ?? '')?.[0] ?? '';
  const page = await (await visitor.request(path)).text();
  assert.equal((await visitor.post(`${path}/lift`, formFields(page, `${path}/lift`))).status, 303);
  assert.equal(await offered(), true);
});

test('who takes a consent back has it given back at Google, and what they had begun is gone; that they took part before stays', async () => {
  const sent = newPerson(scene, 'sent@gmail.test');
  await sendLetter(scene, new Visitor(product), sent);
  const person = newPerson(scene, 'unsure@gmail.test');
  await connect(scene, new Visitor(product), person);
  assert.equal((await look('select 1 from supporter_flows where address_sealed is not null')).length, 1);
  // Whoever asks Google to end the consent meets this.
  script(scene, person, { fault: 'revoke_fails' });
  assert.match(await carriedOut('consent', person.account), /Every consent that you gave here is ended/);
  assert.deepEqual(faultsLeft(scene, person), [], 'Google was not asked to end the consent');
  assert.equal((await look('select 1 from supporter_flows where address_sealed is not null')).length, 0);
  assert.match(await carriedOut('consent', sent.account), /Every consent/);
  assert.equal((await look('select 1 from participations')).length, 1);
});

test('a stop that comes during a pause outlasts it, and a pause lengthens a stop that ends soon', async () => {
  const email = 'paused@example.org';
  await carriedOut('restriction', email);
  await carriedOut('objection', email);
  const [row] = await look("select reason, keep_until from suppressions where workspace_id = '00000000-0000-0000-0000-000000000000'");
  assert.equal(row?.reason, 'asked');
  await look('update suppressions set keep_until = $1', [new Date(product.clock.now().getTime() + 86_400_000)]);
  await carriedOut('restriction', email);
  const [longer] = await look('select reason, keep_until from suppressions');
  assert.equal(longer?.reason, 'asked');
  assert.deepEqual(longer.keep_until, row.keep_until);
  await look('delete from suppressions');
});

test('what came in at the very moment of an erasure is found some minutes later, and then the address itself is forgotten', async () => {
  const { id: requestId } = await ask('erasure', 'late@council.example.org');
  await owner.api.account.confirm({ password });
  await owner.api.requests.carryOut({ requestId });
  // As an import leaves it that had looked before.
  await look(
    `insert into campaign_recipients (workspace_id, id, campaign_id, name, email, email_key, created_at)
     select workspace_id, gen_random_uuid(), id, 'Late', 'late@council.example.org', 'late@council.example.org', now() from campaigns limit 1`,
  );
  const left = async () => [
    (await look("select 1 from campaign_recipients where name = 'Late'")).length,
    (await look('select 1 from erasures where address_sealed is not null')).length,
  ];
  product.clock.move({ minutes: 9 });
  await runSchedule(product, 'sweep-erasures');
  assert.deepEqual(await left(), [1, 1]);
  product.clock.move({ minutes: 2 });
  await Promise.all([runSchedule(product, 'sweep-erasures'), runSchedule(product, 'sweep-erasures')]);
  assert.deepEqual(await left(), [0, 0]);
  assert.equal((await look('select 1 from erasures')).length, 1);
});

test('an erasure by the operator’s word wipes all of it, says what, and can be done again without harm', async () => {
  const { id } = await ask('erasure', falk.email);
  await owner.api.account.confirm({ password });
  const both = await Promise.allSettled([owner.api.requests.carryOut({ requestId: id }), owner.api.requests.carryOut({ requestId: id })]);
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
  await runJobs(product, 'mail-request-answer');
  assert.match(mailed(falk.email)[0]?.email.text ?? '', /Your data is deleted:\n- Your name, address/);
  assert.equal((await look('select 1 from campaign_recipients where email = $1', [falk.email])).length, 0);
  assert.equal((await look('select 1 from erasures')).length, 2);
});

test('what only a person can do is refused in a sentence, and stays open', async () => {
  const { id, canCarryOut } = await ask('rectification', 'wrong@example.org');
  assert.equal(canCarryOut, false);
  await owner.api.account.confirm({ password });
  await assert.rejects(owner.api.requests.carryOut({ requestId: id }), { status: 422, data: { code: 'by_hand' } });
  assert.ok((await owner.api.requests.list({ state: 'open' })).requests.some((one) => one.id === id));
});

test('nobody but the operator, with the password given again, carries out a request', async () => {
  const { id: requestId } = await ask('objection', 'guarded@example.org');
  const member = await invite(product, owner, { workspaceId, email: 'admin@example.org', role: 'admin' });
  const { visitor: elsewhere } = await stranger(product);
  for (const visitor of [member, elsewhere]) await assert.rejects(visitor.api.requests.carryOut({ requestId }), { status: 403 });
  await assert.rejects(new Visitor(product).api.requests.carryOut({ requestId }), { status: 401 });
  product.clock.move({ minutes: 11 });
  await assert.rejects(owner.api.requests.carryOut({ requestId }), { data: { code: 'confirm_first' } });
});

test('the operator is reminded a week before the day, the day before, and when it is past; of each request three times at most', async () => {
  await look('delete from privacy_requests');
  await ask('access', 'first@example.org');
  await ask('know', 'second@example.org');
  const told = async () => {
    await Promise.all([runSchedule(product, 'remind-of-requests'), runSchedule(product, 'remind-of-requests')]);
    await runJobs(product, 'mail-request-reminder');
    return mailed('privacy@example.org').length;
  };
  const seen = [await told()];
  for (const days of [22, 1, 6, 1, 8, 6, 1, 30]) {
    product.clock.move({ days });
    seen.push(await told());
  }
  // Day 23 and 29 and 30 for the one, 38, 44 and 45 for the other.
  assert.deepEqual(seen, [0, 0, 1, 2, 3, 4, 5, 6, 6]);
  const last = mailed('privacy@example.org')[0]?.email;
  assert.match(last?.text ?? '', /1 request is past the day[\s\S]*\/operator#requests/);
  assert.doesNotMatch(JSON.stringify(mailed('privacy@example.org')), /first@|second@/);
});
