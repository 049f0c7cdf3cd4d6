import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { rewrapTable } from '../../server/platform/rewrap-sealed-values.ts';
import { sealedTables } from '../../server/platform/sealed-columns.ts';
import { createSealer, parseKeys } from '../../server/platform/sealed.ts';
import { ada, formFields, newPerson, publishedCampaign, sendLetter, toConfirm, continueWithGmail } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { connectServerMailbox, consentInBrowser } from '../harness/mailboxes.ts';
import { invite, password, runJobs, stranger, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [old, young] = [key('old'), key('young')];
const clock = testClock(new Date(Date.now() - 40 * 86_400_000));

const first = await startProduct({ clock, settings: { ENCRYPTION_KEYS: old } });
const scene = await publishedCampaign(first);
const { owner, workspaceId } = scene;
const { databaseUrl } = first;
const valuesOf = async (table: string, column: string) =>
  Number((await asOwner(databaseUrl, `select count(${column})::int as n from ${table}`))[0]?.n);
const mailed = (email: string) => first.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes(email));
const codeOf = (secret: string) =>
  HOTP.generate({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, counter: Math.floor(clock.now().getTime() / 30_000) });

// One of everything that the product seals, by the ways in which people make it.
const waiting = new Visitor(first);
await toConfirm(scene, waiting, newPerson(scene, 'waiting@gmail.test', { displayName: 'Wanda Waiting' }));
const sent = new Visitor(first);
await sendLetter(scene, sent, { account: ada });
await continueWithGmail(scene, new Visitor(first));
const member = await invite(first, owner, { workspaceId, email: 'careful@example.org', role: 'agent' });
const { secret: totp } = await member.api.account.beginSecondFactor({ password });
await member.api.account.confirmSecondFactor({ code: codeOf(totp) });
await owner.api.suppressions.suppress({ workspaceId, email: 'silent@example.org', reason: 'asked' });
const hook = await owner.api.webhooks.add({ workspaceId, url: 'https://hooks.example.org/totals' });
await owner.api.webhooks.rotate({ workspaceId, webhookId: hook.id });
const anybody = new Visitor(first);
const contact = formFields(await (await anybody.request('/contact')).text(), '/contact');
await anybody.post('/contact', { ...contact, kind: 'access', message: 'What do you keep?', email: 'pat@example.org' });
await runJobs(first, 'mail-request-link');
const confirmation = /\/contact\/[A-Za-z0-9_-]{43}/.exec(mailed('pat@example.org')?.email.text ?? '')?.[0] ?? '';
await anybody.post(confirmation, formFields(await (await anybody.request(confirmation)).text(), confirmation));
const [request] = (await owner.api.requests.list({})).requests;
await owner.api.requests.answer({ requestId: request?.id ?? '', answer: 'Nothing at all.' });
const gone = new Visitor(first);
const goneForm = formFields(await (await gone.request('/contact')).text(), '/contact');
await gone.post('/contact', { ...goneForm, kind: 'erasure', message: 'Delete me.', email: 'gone@example.org' });
await runJobs(first, 'mail-request-link');
const goneLink = /\/contact\/[A-Za-z0-9_-]{43}/.exec(mailed('gone@example.org')?.email.text ?? '')?.[0] ?? '';
await gone.post(goneLink, formFields(await (await gone.request(goneLink)).text(), goneLink));
const [erasure] = (await owner.api.requests.list({ state: 'open' })).requests;
await owner.api.requests.carryOut({ requestId: erasure?.id ?? '' });
const recipient = new Visitor(first);
const ask = formFields(await (await recipient.request('/recipient')).text(), '/recipient');
await recipient.post('/recipient', { ...ask, email: 'ines.falk@council.example.org' });
await runJobs(first, 'mail-recipient-link');
const portal = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mailed('ines.falk@council.example.org')?.email.text ?? '')?.[0] ?? '';
await recipient.post(`${portal}/export`, formFields(await (await recipient.request(portal)).text(), `${portal}/export`));
await connectServerMailbox(first, owner, { workspaceId });
await consentInBrowser(owner, { workspaceId, provider: 'gmail', mode: 'send' }, { account: 'cleo.sample@office.example.org' });
await owner.api.mailboxes.beginConsent({ workspaceId, provider: 'gmail', mode: 'send' });
const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'program' });
const callOnce = async (program: Visitor): Promise<unknown> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'once' };
  const body = JSON.stringify({ name: 'Done once' });
  return (await program.request(`/api/workspaces/${workspaceId}/campaigns`, { method: 'POST', headers, body })).json();
};
const leaving = await stranger(first, 'leaving@example.org');
await leaving.visitor.api.account.erase({ email: 'leaving@example.org' });
// After that: whoever is erased takes every kept answer along.
const calledOnce = await callOnce(new Visitor(first));

test('every sealed column holds something that the product sealed', async () => {
  const empty = [];
  for (const { table, columns } of sealedTables)
    for (const column of columns) if ((await valuesOf(table, column)) === 0) empty.push(`${table}.${column}`);
  assert.deepEqual(empty, []);
});

test('a rotation finds the place of each value as the modules bind it: everything moves, and opens with the new key alone', async () => {
  await first.stop();
  const sealer = createSealer(parseKeys(`${young},${old}`));
  const { database } = (await startProduct({ clock, databaseUrl, settings: { ENCRYPTION_KEYS: `${young},${old}` } })).app.tools;
  for (const table of sealedTables) {
    const { moved, shut } = await rewrapTable({ database, sealer }, table, { newest: 'young', onProgress: () => undefined });
    assert.equal(shut, 0, table.table);
    // The first start with the new key has moved the two of the installation itself.
    assert.ok(moved > 0 || table.table === 'installation', table.table);
  }
  const copy = await startProduct({ clock, databaseUrl, settings: { ENCRYPTION_KEYS: young } });
  const now = (before: Visitor) => Object.assign(new Visitor(copy), { cookies: before.cookies });

  const organiser = now(owner);
  assert.deepEqual(await callOnce(new Visitor(copy)), calledOnce);
  const { suppressions } = await organiser.api.suppressions.list({ workspaceId });
  assert.deepEqual(
    suppressions.map(({ email }) => email),
    ['silent@example.org'],
  );
  const { requests } = await organiser.api.requests.list({});
  const asked = requests.find(({ kind }) => kind === 'access');
  assert.deepEqual([asked?.email, asked?.message], ['pat@example.org', 'What do you keep?']);
  clock.move({ minutes: 2 });
  const careful = new Visitor(copy);
  await careful.api.account.signIn({ email: 'careful@example.org', password });
  await careful.api.account.passSecondFactor({ code: codeOf(totp) });
  assert.equal((await careful.api.account.me()).email, 'careful@example.org');
  assert.match(await (await now(recipient).request(portal)).text(), /ines\.falk@council\.example\.org/);
  assert.equal((await now(sent).request('/letter/receipt')).status, 200);

  const page = await (await now(waiting).request('/letter/confirm')).text();
  assert.match(page, /Wanda Waiting/);
});
