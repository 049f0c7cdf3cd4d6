import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { invite, linkToken, password, runJobs, setUp, Visitor } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { resetSecondFactor } from './reset-second-factor.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const email = 'member@example.org';
const otherPassword = 'another meadow violin crate';
const reset = (address: string) => resetSecondFactor(product.app.tools, { kind: 'command' }, address);

test('whoever a stranger shut out with a second factor follows the advice of the notice and is in again, without the stranger', async () => {
  const stranger = await invite(product, owner, { workspaceId, email, role: 'agent' });
  const { secret } = await stranger.api.account.beginSecondFactor({ password });
  const counter = Math.floor(product.clock.now().getTime() / 30_000);
  await stranger.api.account.confirmSecondFactor({ code: HOTP.generate({ secret: Secret.fromBase32(secret), digits: 6, counter }) });
  await runJobs(product, 'mail-security-notice');
  const notice = product.app.sandbox?.mail.messages().find((one) => one.recipients.includes(email))?.email;
  assert.equal(notice?.subject, 'Your second factor is on');
  assert.ok(notice.text?.trimEnd().endsWith(`${product.url}/contact`));

  await new Visitor(product).api.account.askPasswordReset({ email });
  await runJobs(product, 'mail-password-link');
  await new Visitor(product).api.account.resetPassword({ token: linkToken(product, email), password: otherPassword });
  await stranger.api.account.signIn({ email, password: otherPassword });
  await reset('Member@Example.org');
  await assert.rejects(stranger.api.account.passSecondFactor({ code: '000000' }), { status: 401 });
  assert.deepEqual(await new Visitor(product).api.account.signIn({ email, password: otherPassword }), { next: 'signed_in' });
  const entries = await asOwner(
    product.databaseUrl,
    `select actor_kind, subject_kind from audit_entries where action = 'second_factor.reset'`,
  );
  assert.deepEqual(entries, [{ actor_kind: 'command', subject_kind: 'user' }]);
});

test('an unknown address, and an account without a second factor, are said and change nothing', async () => {
  await assert.rejects(reset('nobody@example.org'), { code: 'no_such_user' });
  await assert.rejects(reset('owner@example.org'), { code: 'second_factor_off' });
  await owner.api.account.me();
});
