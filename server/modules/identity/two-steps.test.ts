import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { invite, linkToken, password, runJobs, setUp, Visitor } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct, type Product } from '../../../test/harness/product.ts';
import { hashToken, newToken } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import { newSetupCode } from './index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const cookie = (visitor: Visitor) => visitor.cookies.get('antiphon_session') ?? '';
let people = 0;

/** What an authenticator shows now, or some steps of 30 seconds away. */
function codeOf(copy: Product, secret: string, steps = 0): string {
  const counter = Math.floor(copy.clock.now().getTime() / 30_000) + steps;
  return HOTP.generate({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, counter });
}

async function protectedMember() {
  const email = `careful${++people}@example.org`;
  const visitor = await invite(product, owner, { workspaceId, email, role: 'agent' });
  const { secret } = await visitor.api.account.beginSecondFactor({ password });
  const enrolment = codeOf(product, secret);
  const { backupCodes } = await visitor.api.account.confirmSecondFactor({ code: enrolment });
  return { email, visitor, secret, enrolment, backupCodes };
}

async function halfIn(email: string, secret = password): Promise<Visitor> {
  const visitor = new Visitor(product);
  assert.deepEqual(await visitor.api.account.signIn({ email, password: secret }), { next: 'second_factor' });
  return visitor;
}

/** The same person at twenty browsers: so many as the limit lets try at the same time. */
async function allAtOnce(email: string, code: string): Promise<number[]> {
  const visitors: Visitor[] = [];
  for (let number = 0; number < 20; number++) visitors.push(await halfInQuickly(email));
  return Promise.all(visitors.map((visitor) => status(visitor.api.account.passSecondFactor({ code }))));
}

/** A first step passed by planting it: twenty hashes of a password would tell nothing more. */
async function halfInQuickly(email: string): Promise<Visitor> {
  const visitor = new Visitor(product);
  const token = newToken();
  visitor.cookies.set('antiphon_session', token);
  const now = product.clock.now();
  const soon = new Date(now.getTime() + 600_000);
  const values = [newId(product.clock), email, hashToken(token), now, soon];
  await asOwner(
    product.databaseUrl,
    `insert into sessions (id, user_id, token_hash, created_at, last_used_at, second_factor_due, expires_at)
     select $1, id, $3, $4, $4, true, $5 from users where email = $2`,
    values,
  );
  return visitor;
}

const status = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (error: unknown) => (error as { status: number }).status,
  );

test('the first step alone opens nothing, and ends after ten minutes', async () => {
  const { email, secret } = await protectedMember();
  const visitor = await halfIn(email);
  assert.equal(await status(visitor.api.account.me()), 401);
  assert.equal(await status(visitor.api.workspaces.show({ workspaceId })), 401);
  assert.equal(await status(visitor.api.account.removeSecondFactor({ password })), 401);
  product.clock.move({ minutes: 10 });
  assert.equal(await status(visitor.api.account.passSecondFactor({ code: codeOf(product, secret) })), 401);
});

test('with the code one is in, under a new session id; the one of the first step is dead', async () => {
  const { email, secret } = await protectedMember();
  product.clock.move({ seconds: 30 });
  const visitor = await halfIn(email);
  const first = cookie(visitor);
  await visitor.api.account.passSecondFactor({ code: codeOf(product, secret) });
  assert.notEqual(cookie(visitor), first);
  assert.equal((await visitor.api.account.me()).secondFactor, true);
  const old = new Visitor(product);
  old.cookies.set('antiphon_session', first);
  assert.equal(await status(old.api.account.me()), 401);
  assert.equal(await status(old.api.account.passSecondFactor({ code: codeOf(product, secret, 1) })), 401);
});

test('the code that switched the second factor on cannot sign in', async () => {
  const { email, enrolment } = await protectedMember();
  const visitor = await halfIn(email);
  assert.equal(await status(visitor.api.account.passSecondFactor({ code: enrolment })), 422);
});

test('a code works once, one after another and with twenty at the same time', async () => {
  const { email, secret } = await protectedMember();
  product.clock.move({ seconds: 30 });
  const code = codeOf(product, secret);
  await (await halfIn(email)).api.account.passSecondFactor({ code });
  assert.equal(await status((await halfIn(email)).api.account.passSecondFactor({ code })), 422);
  product.clock.move({ minutes: 16 });
  const ends = await allAtOnce(email, codeOf(product, secret));
  assert.equal(ends.filter((end) => end === 200).length, 1);
  assert.deepEqual(
    [...new Set(ends)].filter((end) => ![200, 422, 429].includes(end)),
    [],
  );
});

test('a backup code works once, however it is typed, one after another and with twenty at the same time', async () => {
  const { email, backupCodes } = await protectedMember();
  assert.equal(new Set(backupCodes).size, 10);
  const [first = '', second = ''] = backupCodes;
  await (await halfIn(email)).api.account.passSecondFactor({ code: first.toLowerCase().replaceAll('-', ' ') });
  assert.equal(await status((await halfIn(email)).api.account.passSecondFactor({ code: first })), 422);
  const ends = await allAtOnce(email, second);
  assert.equal(ends.filter((end) => end === 200).length, 1);
  const stored = await asOwner(product.databaseUrl, 'select code_hash::text from backup_codes');
  assert.ok(stored.every((row) => !JSON.stringify(row).includes(first)));
});

test('ten wrong codes and there is a wait, which Retry-After tells; a right code waits too', async () => {
  const { email, secret } = await protectedMember();
  product.clock.move({ seconds: 30 });
  const visitor = await halfIn(email);
  const wrong = ['000000', '111111', '222222'].find((code) => ![-1, 0, 1].some((steps) => codeOf(product, secret, steps) === code))!;
  for (let tries = 0; tries < 10; tries++) assert.equal(await status(visitor.api.account.passSecondFactor({ code: wrong })), 422);
  const answer = await visitor.request('/api/session/second-factor', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: codeOf(product, secret) }),
  });
  assert.equal(answer.status, 429);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  product.clock.move({ minutes: 15 });
  await (await halfIn(email)).api.account.passSecondFactor({ code: codeOf(product, secret) });
});

test('a clock that goes back revives no code, nor does a new secret', async () => {
  const { email, secret } = await protectedMember();
  product.clock.move({ minutes: 5 });
  const code = codeOf(product, secret);
  const visitor = await halfIn(email);
  await visitor.api.account.passSecondFactor({ code });
  const now = product.clock.now();
  product.clock.set(new Date(now.getTime() - 120_000));
  assert.equal(await status((await halfIn(email)).api.account.passSecondFactor({ code: codeOf(product, secret) })), 422);
  await visitor.api.account.removeSecondFactor({ password });
  const again = await visitor.api.account.beginSecondFactor({ password });
  assert.equal(await status(visitor.api.account.confirmSecondFactor({ code: codeOf(product, again.secret) })), 422);
  product.clock.set(new Date(now.getTime() + 60_000));
  await visitor.api.account.confirmSecondFactor({ code: codeOf(product, again.secret) });
});

test('a link for a new password does not lead past the second factor, nor does an invitation', async () => {
  const { email, secret } = await protectedMember();
  await new Visitor(product).api.account.askPasswordReset({ email });
  await runJobs(product, 'mail-password-link');
  const next = 'another meadow violin crate';
  const visitor = new Visitor(product);
  await visitor.api.account.resetPassword({ token: linkToken(product, email), password: next });
  assert.equal(await status(visitor.api.account.me()), 401);
  const half = await halfIn(email, next);
  assert.equal(await status(half.api.account.me()), 401);
  product.clock.move({ minutes: 1 });
  await half.api.account.passSecondFactor({ code: codeOf(product, secret) });
});

test('setting it up and switching it off ask for the password and end the other sessions; nobody swaps the secret meanwhile', async () => {
  const { email, visitor, secret } = await protectedMember();
  assert.equal(await status(visitor.api.account.removeSecondFactor({ password: 'wrong' })), 422);
  assert.equal(await status(visitor.api.account.beginSecondFactor({ password })), 409);
  product.clock.move({ seconds: 30 });
  const other = await halfIn(email);
  await other.api.account.passSecondFactor({ code: codeOf(product, secret) });
  await visitor.api.account.removeSecondFactor({ password });
  assert.equal(await status(other.api.account.me()), 401);
  const stored = await asOwner(product.databaseUrl, 'select totp_secret_sealed from users where email = $1', [email]);
  assert.equal(stored[0]?.totp_secret_sealed, null);
  const { secret: fresh } = await visitor.api.account.beginSecondFactor({ password });
  const [sealed] = await asOwner(product.databaseUrl, 'select totp_secret_sealed from users where email = $1', [email]);
  assert.ok(!(sealed?.totp_secret_sealed as Buffer).includes(fresh));
});

test('a workspace may require a second factor: everything else is closed to its members until they have one', async () => {
  const visitor = await invite(product, owner, { workspaceId, email: 'required@example.org', role: 'admin' });
  const { token } = await visitor.api.workspaces.createToken({ workspaceId, name: 'mine' });
  await visitor.api.workspaces.change({ workspaceId, secondFactorRequired: true });
  await assert.rejects(visitor.api.workspaces.show({ workspaceId }), { status: 403, data: { code: 'second_factor_missing' } });
  assert.equal(await status(visitor.api.account.changePassword({ current: password, next: 'another meadow violin crate' })), 403);
  const program = await visitor.request(`/api/workspaces/${workspaceId}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(program.status, 403);
  assert.equal((await visitor.api.account.me()).secondFactorMissing, true);
  const { secret } = await visitor.api.account.beginSecondFactor({ password });
  await visitor.api.account.confirmSecondFactor({ code: codeOf(product, secret) });
  assert.equal((await visitor.api.account.me()).secondFactorMissing, false);
  await visitor.api.workspaces.change({ workspaceId, secondFactorRequired: false });
});

test('whoever is to set up a second factor and does not want to may take their data along and leave', async () => {
  const visitor = await invite(product, owner, { workspaceId, email: 'unwilling@example.org', role: 'viewer' });
  await owner.api.workspaces.change({ workspaceId, secondFactorRequired: true });
  await assert.rejects(visitor.api.workspaces.show({ workspaceId }), { data: { code: 'second_factor_missing' } });
  product.clock.move({ minutes: 11 });
  await visitor.api.account.confirm({ password });
  assert.match((await visitor.api.rights.exportAccount({})).url, /^\/export\//);
  assert.deepEqual((await visitor.api.account.beforeErasure()).onlyOwnerOf, []);
  await visitor.api.account.erase({ email: 'unwilling@example.org' });
  await assert.rejects(visitor.api.account.me(), { status: 401 });
  await asOwner(product.databaseUrl, 'update workspaces set second_factor_required = false');
});

test('the operator may require it of everybody', async () => {
  const strict = await startProduct({ settings: { SECOND_FACTOR_REQUIRED: 'on' } });
  const visitor = new Visitor(strict);
  const about = { name: 'Olga', email: 'owner@example.org', password, workspaceName: 'River Watch' };
  const made = await visitor.api.setup.complete({ ...about, setupCode: (await newSetupCode(strict.app.tools)) ?? '' });
  assert.equal(await status(visitor.api.workspaces.show({ workspaceId: made.workspaceId })), 403);
  assert.equal(await status(visitor.api.operator.health()), 403);
  const { secret } = await visitor.api.account.beginSecondFactor({ password });
  await visitor.api.account.confirmSecondFactor({ code: codeOf(strict, secret) });
  await visitor.api.workspaces.show({ workspaceId: made.workspaceId });
});
