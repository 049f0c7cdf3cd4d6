import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invite, linkToken, password, runJobs, setUp, Visitor } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { hashToken } from '../../platform/hashing.ts';
import { newSetupCode } from './index.ts';

const product = await startProduct();
const { owner, workspaceId, email } = await setUp(product);
const nextPassword = 'another meadow violin crate';
const cookie = (visitor: Visitor) => visitor.cookies.get('antiphon_session') ?? '';
const rows = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

async function member(address: string) {
  await invite(product, owner, { workspaceId, email: address, role: 'agent' });
  const visitor = new Visitor(product);
  assert.deepEqual(await visitor.api.account.signIn({ email: address, password }), { next: 'signed_in' });
  return visitor;
}

async function resetLink(address: string): Promise<string> {
  await new Visitor(product).api.account.askPasswordReset({ email: address });
  await runJobs(product, 'mail-password-link');
  return linkToken(product, address);
}

async function refusalOf(call: Promise<unknown>) {
  const end = await call.then(
    () => assert.fail('It was not refused.'),
    (error: unknown) => error as { status: number; message: string; data: { code: string; retryAfterSeconds?: number } },
  );
  return { status: end.status, message: end.message, data: end.data };
}

test('what a person types as their address may differ in capitals and spaces, their password may not', async () => {
  assert.deepEqual(await new Visitor(product).api.account.signIn({ email: ' OWNER@Example.org ', password }), { next: 'signed_in' });
  assert.equal((await refusalOf(new Visitor(product).api.account.signIn({ email, password: password.toUpperCase() }))).status, 422);
});

test('guessing at one account ends after ten tries from one place, without locking its owner out elsewhere', async () => {
  await member('guessed@example.org');
  const guess = (visitor: Visitor) => refusalOf(visitor.api.account.signIn({ email: 'guessed@example.org', password: 'x' }));
  const mallory = new Visitor(product);
  for (let tries = 0; tries < 10; tries++) assert.equal((await guess(mallory)).status, 422);
  const stopped = await guess(mallory);
  assert.equal(stopped.status, 429);
  assert.ok((stopped.data.retryAfterSeconds ?? 0) > 0);
  // Who is somewhere else is not locked out by it.
  await new Visitor(product).api.account.signIn({ email: 'guessed@example.org', password });
  product.clock.move({ minutes: 15 });
  await mallory.api.account.signIn({ email: 'guessed@example.org', password });
});

test('new passwords keep the rules wherever one is set, and a refused one leaves the old', async () => {
  const visitor = await member('rules@example.org');
  for (const weak of ['short', 'passwordpassword', 'aaaaaaaaaaaaaaaa', 'rules@example.org', 'x'.repeat(129)])
    assert.equal((await refusalOf(visitor.api.account.changePassword({ current: password, next: weak }))).status, 400, weak);
  const token = await resetLink('rules@example.org');
  assert.equal((await refusalOf(visitor.api.account.resetPassword({ token, password: 'short' }))).status, 400);
  await new Visitor(product).api.account.signIn({ email: 'rules@example.org', password });
  // The link was not used up by the refused password.
  await visitor.api.account.resetPassword({ token, password: nextPassword });
});

test('changing a password asks for the present one and ends every other session', async () => {
  const here = await member('change@example.org');
  const there = new Visitor(product);
  await there.api.account.signIn({ email: 'change@example.org', password });
  assert.equal((await refusalOf(here.api.account.changePassword({ current: 'wrong', next: nextPassword }))).status, 422);
  await here.api.account.changePassword({ current: password, next: nextPassword });
  await here.api.account.me();
  assert.equal((await refusalOf(there.api.account.me())).status, 401);
  assert.equal((await refusalOf(there.api.account.signIn({ email: 'change@example.org', password }))).status, 422);
});

test('a mailed link sets a new password once, ends all sessions, and leaves nothing to sign in with but the new password', async () => {
  const visitor = await member('reset@example.org');
  const token = await resetLink('reset@example.org');
  const twenty = await Promise.allSettled(
    Array.from({ length: 5 }, () => new Visitor(product).api.account.resetPassword({ token, password: nextPassword })),
  );
  assert.equal(twenty.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await refusalOf(visitor.api.account.resetPassword({ token, password: nextPassword }))).data.code, 'link_ended');
  assert.equal((await refusalOf(visitor.api.account.me())).status, 401);
  assert.equal((await refusalOf(visitor.api.account.signIn({ email: 'reset@example.org', password }))).status, 422);
  await visitor.api.account.signIn({ email: 'reset@example.org', password: nextPassword });
});

test('the mailed link ends after an hour and when a newer one was asked for; its secret is not in the database', async () => {
  await member('hour@example.org');
  const first = await resetLink('hour@example.org');
  product.clock.move({ minutes: 1 });
  const second = await resetLink('hour@example.org');
  const reset = (token: string) => new Visitor(product).api.account.resetPassword({ token, password: nextPassword });
  assert.equal((await refusalOf(reset(first))).status, 422);
  const stored = await rows('select token_hash from password_resets');
  assert.ok(stored.some(({ token_hash }) => (token_hash as Buffer).equals(hashToken(second))));
  product.clock.move({ minutes: 60 });
  assert.equal((await refusalOf(reset(second))).status, 422);
});

test('asking for a link tells nobody whether the address is known, and mails a stranger nothing', async () => {
  const before = product.app.sandbox?.mail.messages().length;
  const unknown = await new Visitor(product).request('/api/password-resets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'never-seen@example.org' }),
  });
  assert.deepEqual([unknown.status, await unknown.json()], [200, { done: true }]);
  await runJobs(product, 'mail-password-link');
  assert.equal(product.app.sandbox?.mail.messages().length, before);
});

test('a session gets a new secret at each sign-in, and only its hash is stored', async () => {
  const visitor = await member('fixed@example.org');
  const first = cookie(visitor);
  await visitor.api.account.signIn({ email: 'fixed@example.org', password });
  const second = cookie(visitor);
  assert.ok(first.length >= 40 && second.length >= 40 && first !== second);
  const [stored] = await rows('select count(*)::int as found from sessions where token_hash = $1', [hashToken(second)]);
  assert.equal(stored?.found, 1);
  // A secret that somebody else put into the browser beforehand opens nothing afterwards.
  const planted = new Visitor(product);
  planted.cookies.set('antiphon_session', 'planted-by-mallory');
  await planted.api.account.signIn({ email: 'fixed@example.org', password });
  assert.notEqual(cookie(planted), 'planted-by-mallory');
});

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const answer = await new Visitor(product).request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  assert.match(answer.headers.get('set-cookie') ?? '', /^antiphon_session=[^;]+;.*Path=\/;.*HttpOnly;.*SameSite=Lax/);
});

test('sessions are listed, one can be ended, all others can be ended, and signing out ends one’s own', async () => {
  const here = await member('listed@example.org');
  const [there, yonder] = [new Visitor(product), new Visitor(product)];
  for (const visitor of [there, yonder]) await visitor.api.account.signIn({ email: 'listed@example.org', password });
  const { sessions } = await there.api.account.sessions();
  assert.equal(sessions.filter(({ current }) => current).length, 1);
  const foreign = await owner.api.account.sessions();
  assert.equal((await refusalOf(there.api.account.endSession({ sessionId: foreign.sessions[0]!.id }))).status, 404);
  const own = await there.api.account.sessions();
  await here.api.account.endSession({ sessionId: own.sessions.find(({ current }) => current)!.id });
  assert.equal((await refusalOf(there.api.account.me())).status, 401);
  assert.ok((await here.api.account.endOtherSessions()).ended >= 1);
  assert.equal((await refusalOf(yonder.api.account.me())).status, 401);
  const kept = cookie(here);
  await here.api.account.signOut();
  here.cookies.set('antiphon_session', kept);
  assert.equal((await refusalOf(here.api.account.me())).status, 401);
});

test('a session ends after a week without use, and after thirty days in any case', async () => {
  const idle = await member('idle@example.org');
  const used = new Visitor(product);
  await used.api.account.signIn({ email: 'idle@example.org', password });
  for (let days = 6; days <= 24; days += 6) {
    product.clock.move({ days: 6 });
    await used.api.account.me();
    if (days === 6) await idle.api.account.me();
    if (days > 12) assert.equal((await refusalOf(idle.api.account.me())).status, 401);
  }
  product.clock.move({ days: 5, hours: 23 });
  await used.api.account.me();
  product.clock.move({ hours: 1 });
  assert.equal((await refusalOf(used.api.account.me())).status, 401);
});

test('the setup code of the first run works once, and the copy is never set up a second time', async () => {
  const fresh = await startProduct();
  const [old, code] = [await newSetupCode(fresh.app.tools), await newSetupCode(fresh.app.tools)];
  const complete = (setupCode: string | undefined, address: string) =>
    new Visitor(fresh).api.setup.complete({
      setupCode: setupCode ?? '',
      name: 'Olga Sample',
      email: address,
      password,
      workspaceName: 'River Watch',
    });
  assert.equal((await refusalOf(complete('AAAAA-BBBBB', 'a@example.org'))).status, 422);
  assert.equal((await refusalOf(complete(old, 'a@example.org'))).status, 422);
  const ends = await Promise.allSettled(Array.from({ length: 6 }, (_none, number) => complete(code, `owner${number}@example.org`)));
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await refusalOf(complete(code, 'late@example.org'))).status, 422);
  assert.equal(await newSetupCode(fresh.app.tools), undefined);
  assert.equal((await new Visitor(fresh).api.setup.state()).needed, false);
  const [left] = await asOwner(fresh.databaseUrl, 'select (select count(*)::int from users) as users, setup_code_hash from installation');
  assert.deepEqual(left, { users: 1, setup_code_hash: null });
});
