import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { invite, password, runJobs, setUp, Visitor } from '../../../../test/harness/people.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { browserFamily, networkOf } from './known-browser.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const otherPassword = 'another meadow violin crate';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const newerFirefox = firefox.replaceAll('140.0', '141.0');
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** Signs in from an address and a browser that are said. */
async function signIn(email: string, from: { address: string; browser: string }, secret = password): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from.address, 'user-agent': from.browser };
  const body = JSON.stringify({ email, password: secret });
  const answer = await fetch(new URL('/api/session', product.url), { method: 'POST', headers, body });
  return answer.status;
}

/** The subjects of what was mailed to an address since the last look. */
async function toldSince(address: string): Promise<string[]> {
  const messages = () => product.app.sandbox?.mail.messages().filter((one) => one.recipients.includes(address)) ?? [];
  const before = messages().length;
  await runJobs(product, 'mail-security-notice');
  const all = messages();
  return all.slice(0, all.length - before).map(({ email }) => email.subject ?? '');
}

const newestTo = (address: string) =>
  product.app.sandbox?.mail.messages().find((one) => one.recipients.includes(address))?.email.text ?? '';
const strange = 'A new sign-in to your account';

await owner.api.account.confirm({ password });
await invite(product, owner, { workspaceId, email: 'member@example.org', role: 'agent' });
await invite(product, owner, { workspaceId, email: 'roams@example.org', role: 'agent' });

test('the very first sign-in of an account is nothing strange', async () => {
  assert.deepEqual(await toldSince('member@example.org'), []);
});

test('a sign-in from another network or kind of browser is told, with its address in the mail alone; the same one again is not', async () => {
  const home = { address: '203.0.113.9', browser: firefox };
  assert.equal(await signIn('roams@example.org', home), 200);
  const waiting = JSON.stringify(await asOwner(product.databaseUrl, `select data from pgboss.job where name = 'mail-security-notice'`));
  assert.match(waiting, /new_sign_in/);
  assert.doesNotMatch(waiting, /203\.0\.113|Firefox|@/);
  assert.deepEqual(await toldSince('roams@example.org'), [strange]);
  assert.match(newestTo('roams@example.org'), /UTC, with Firefox, from the address 203\.0\.113\.9\./);
  for (const address of ['203.0.113.9', '203.0.113.200']) await signIn('roams@example.org', { address, browser: newerFirefox });
  assert.deepEqual(await toldSince('roams@example.org'), []);
  await signIn('roams@example.org', { address: '203.0.113.9', browser: chrome });
  await signIn('roams@example.org', { address: '203.0.114.9', browser: firefox });
  assert.deepEqual(await toldSince('roams@example.org'), [strange, strange]);
});

test('a refused sign-in teaches nothing, and an account’s browsers are not another’s', async () => {
  const place = { address: '192.0.2.55', browser: firefox };
  assert.equal(await signIn('roams@example.org', place, 'wrong'), 422);
  await signIn('member@example.org', place);
  await signIn('roams@example.org', place);
  assert.deepEqual(await toldSince('roams@example.org'), [strange]);
});

test('a browser is forgotten six months after its last sign-in, to the second and without a job', async () => {
  const now = product.clock.now();
  const inMonths = (months: number, seconds = 0) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15, 10, 0, seconds));
  const [one, other] = ['198.18.1.1', '198.18.2.1'].map((address) => ({ address, browser: firefox }));
  product.clock.set(inMonths(1));
  for (const place of [one!, other!]) await signIn('roams@example.org', place);
  assert.deepEqual(await toldSince('roams@example.org'), [strange, strange]);
  product.clock.set(inMonths(7, -1));
  assert.equal(await signIn('roams@example.org', one!), 200);
  assert.deepEqual(await toldSince('roams@example.org'), []);
  product.clock.set(inMonths(7));
  await signIn('roams@example.org', one!);
  assert.deepEqual(await toldSince('roams@example.org'), [], 'it was seen again meanwhile');
  await signIn('roams@example.org', other!);
  assert.deepEqual(await toldSince('roams@example.org'), [strange]);
});

test('of browser and network only a code is kept, which is another for another user', async () => {
  const dump = JSON.stringify(await asOwner(product.databaseUrl, 'select * from known_browsers'));
  assert.doesNotMatch(dump, /Firefox|203\.0|198\.18/);
  const codes = await asOwner(product.databaseUrl, 'select distinct code_hash from known_browsers');
  assert.equal(codes.length, (await asOwner(product.databaseUrl, 'select 1 from known_browsers')).length);
});

test('whoever’s password, second factor, backup code or token changes is told of each', async () => {
  const visitor = new Visitor(product);
  await visitor.api.account.signIn({ email: 'member@example.org', password });
  await toldSince('member@example.org');
  await visitor.api.workspaces.createToken({ workspaceId, name: 'script' });
  assert.deepEqual(await toldSince('member@example.org'), ['An API token was created']);
  const { secret } = await visitor.api.account.beginSecondFactor({ password });
  const counter = Math.floor(product.clock.now().getTime() / 30_000);
  const first = HOTP.generate({ secret: Secret.fromBase32(secret), digits: 6, counter });
  const { backupCodes } = await visitor.api.account.confirmSecondFactor({ code: first });
  assert.deepEqual(await toldSince('member@example.org'), ['Your second factor is on']);
  const elsewhere = new Visitor(product);
  await elsewhere.api.account.signIn({ email: 'member@example.org', password });
  assert.deepEqual(await toldSince('member@example.org'), [], 'half a sign-in is none');
  await elsewhere.api.account.passSecondFactor({ code: backupCodes[0] ?? '' });
  assert.ok((await toldSince('member@example.org')).includes('A backup code was used'));
  await visitor.api.account.removeSecondFactor({ password });
  assert.deepEqual(await toldSince('member@example.org'), ['Your second factor is off']);
  await visitor.api.account.changePassword({ current: password, next: otherPassword });
  assert.deepEqual(await toldSince('member@example.org'), ['Your password was changed']);
});

test('a word that is not in the list mails nothing', async () => {
  const job = product.app.jobs.find(({ name }) => name === 'mail-security-notice');
  const before = product.app.sandbox?.mail.messages().length;
  const [user] = await asOwner(product.databaseUrl, `select id from users where email = 'member@example.org'`);
  for (const what of ['constructor', 'buy_now', '']) await job?.run({ userId: String(user?.id), what, at: new Date(0).toISOString() });
  assert.equal(product.app.sandbox?.mail.messages().length, before);
});

test('a network is the /24 of IPv4 and the /48 of IPv6, however the address is written', () => {
  assert.equal(networkOf('203.0.113.9'), networkOf('::ffff:203.0.113.77'));
  assert.equal(networkOf('2001:db8:1:2::3'), networkOf('2001:0db8:0001:ffff::'));
  assert.notEqual(networkOf('2001:db8:1::'), networkOf('2001:db8:2::'));
  assert.deepEqual([undefined, 'nonsense', ''].map(networkOf), ['unknown', 'unknown', 'unknown']);
  assert.deepEqual([firefox, chrome, undefined, 'curl/8'].map(browserFamily), ['Firefox', 'Chrome', 'another program', 'another program']);
});
