import assert from 'node:assert/strict';
import { test } from 'node:test';
import { continueWithGmail, countExchanges, formFields, outbox, publishedCampaign } from '../harness/advocacy.ts';
import { passConsentScreen } from '../contracts/google-scene.ts';
import { newSetupCode } from '../../server/modules/identity/index.ts';
import { asOwner } from '../harness/database.ts';
import { linkToken, password, runJobs, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);
const { owner } = scene;
const look = (text: string) => asOwner(product.databaseUrl, text);
const forgetUses = () => look('delete from rate_windows');

/** Fifty at the same moment: one is served, and the others are refused, or asked to come back where too much comes at once. */
async function oneOfFifty(act: (number: number) => Promise<Response>, refused: number): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 50 }, (_none, number) => act(number)));
  const statuses = answers.map(({ status }) => status).filter((status) => status !== 503);
  assert.deepEqual([...new Set(statuses)].sort(), [200, refused]);
  assert.equal(statuses.filter((status) => status === 200).length, 1);
}
const send = (who: Visitor, method: string, path: string, body: object) =>
  who.request(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('fifty who come with the setup code at once make one owner and one workspace', async () => {
  const fresh = await startProduct();
  const setupCode = (await newSetupCode(fresh.app.tools)) ?? '';
  const input = (number: number) => ({
    ...{ setupCode, name: 'Olga Sample', password, workspaceName: 'River Watch' },
    email: `owner${String(number)}@example.org`,
  });
  await oneOfFifty((number) => send(new Visitor(fresh), 'POST', '/api/setup', input(number)), 422);
  const [rows] = await asOwner(
    fresh.databaseUrl,
    'select (select count(*) from users)::int as users, (select count(*) from members)::int as members',
  );
  assert.deepEqual(rows, { users: 1, members: 1 });
});

test('a session that somebody brings along is not taken over at sign-in, and the one before is dead after signing out', async () => {
  await forgetUses();
  const planted = 'A'.repeat(43);
  const victim = new Visitor(product);
  victim.cookies.set('antiphon_session', planted);
  await victim.api.account.signIn({ email: 'owner@example.org', password });
  const session = victim.cookies.get('antiphon_session') ?? '';
  assert.match(session, /^[A-Za-z0-9_-]{43}$/, 'an id of 256 bits');
  assert.notEqual(session, planted);
  const thief = new Visitor(product);
  thief.cookies.set('antiphon_session', planted);
  await assert.rejects(thief.api.account.me(), { status: 401 });
  const answer = await send(victim, 'DELETE', '/api/session', {});
  assert.equal(answer.headers.get('clear-site-data'), '"cache"');
  thief.cookies.set('antiphon_session', session);
  await assert.rejects(thief.api.account.me(), { status: 401 });
});

test('fifty who come with one link for a new password at once set it once', async () => {
  await forgetUses();
  await owner.api.account.askPasswordReset({ email: 'owner@example.org' });
  await runJobs(product, 'mail-password-link');
  const token = linkToken(product, 'owner@example.org');
  await oneOfFifty(
    (number) => send(new Visitor(product), 'PUT', '/api/password-resets', { token, password: `${password} ${String(number)}` }),
    422,
  );
});

test('fifty presses on the link of one message to us put it on the list once', async () => {
  await forgetUses();
  const visitor = new Visitor(product);
  const fields = formFields(await (await visitor.request('/contact')).text(), '/contact');
  await visitor.post('/contact', { ...fields, kind: 'question', email: 'ines@example.org', message: 'Who runs this?' });
  await runJobs(product, 'mail-request-link');
  const mail = product.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes('ines@example.org'));
  const path = /\/contact\/[A-Za-z0-9_-]{43}/.exec(mail?.email.text ?? '')?.[0] ?? '';
  const form = formFields(await (await visitor.request(path)).text(), path);
  await oneOfFifty(() => new Visitor(product).post(path, form), 410);
  const entries = await look("select 1 from audit_entries where action = 'request.confirmed'");
  assert.equal(entries.length, 1);
});

test('one return from Google that comes back fifty times at once exchanges its code once', async () => {
  await forgetUses();
  const supporter = new Visitor(product);
  const back = await passConsentScreen(await continueWithGmail(scene, supporter), { account: 'ada.sample@gmail.test' });
  const exchanges = countExchanges(scene);
  const answers = await Promise.all(Array.from({ length: 50 }, () => supporter.request(back.pathname + back.search)));
  assert.deepEqual(
    answers.filter(({ status }) => status >= 500 && status !== 503),
    [],
  );
  assert.equal(exchanges(), 1);
  const page = await (await supporter.request('/letter/confirm')).text();
  const fields = formFields(page, '/letter/confirm');
  assert.equal((await supporter.post('/letter/confirm', fields)).status, 303);
  assert.equal(outbox(scene).length, 1);
});
