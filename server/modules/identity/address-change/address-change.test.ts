import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { invite, linkToken, password, runJobs, setUp, Visitor } from '../../../../test/harness/people.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { hashToken } from '../../../platform/hashing.ts';

const product = await startProduct();
const { owner, workspaceId, email: ownerEmail } = await setUp(product);
const otherPassword = 'another meadow violin crate';
const rows = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const mailsTo = (address: string) => product.app.sandbox?.mail.messages().filter((one) => one.recipients.includes(address)) ?? [];
const newestTo = (address: string) => mailsTo(address)[0]?.email;
const nobody = () => new Visitor(product).api.account;
const code = (reason: string) => ({ data: { code: reason } });

async function member(email: string): Promise<Visitor> {
  // A week and more goes by in these tests: longer than a session.
  await owner.api.account.signIn({ email: ownerEmail, password });
  return invite(product, owner, { workspaceId, email, role: 'agent' });
}

/** Asks for another address, and gives the secrets of the link to it and of the notice to the old one. */
async function ask(visitor: Visitor, to: string): Promise<{ link: string; undo: string }> {
  const { email: from } = await visitor.api.account.me();
  await visitor.api.account.confirm({ password });
  await visitor.api.account.askAddressChange({ email: to });
  await runJobs(product, 'mail-address-link');
  await runJobs(product, 'mail-security-notice');
  return { link: linkToken(product, to), undo: linkToken(product, from) };
}

test('another address takes effect when its link is used, once; the old one signs in no more and is told twice', async () => {
  const visitor = await member('before@example.org');
  const { link } = await ask(visitor, 'after@example.org');
  assert.equal((await visitor.api.account.me()).email, 'before@example.org');
  assert.deepEqual((await visitor.api.account.addressChange()).waiting?.email, 'after@example.org');
  assert.deepEqual(await nobody().lookAtAddressChange({ token: link }), { email: 'after@example.org' });
  const fifty = await Promise.allSettled(Array.from({ length: 50 }, () => nobody().confirmAddressChange({ token: link })));
  assert.equal(fifty.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await rows(`select 1 from audit_entries where action = 'address.changed'`)).length, 1);
  await runJobs(product, 'mail-security-notice');
  assert.equal(newestTo('before@example.org')?.subject, 'Your address was changed');
  assert.deepEqual(
    mailsTo('before@example.org').map(({ email }) => /Invitation/.test(email.subject ?? '')),
    [false, false, true],
  );
  assert.equal((await visitor.api.account.addressChange()).waiting, null);
  await nobody().signIn({ email: 'after@example.org', password });
  await assert.rejects(nobody().signIn({ email: 'before@example.org', password }), code('wrong_credentials'));
  await assert.rejects(nobody().lookAtAddressChange({ token: link }), code('link_ended'));
});

test('it is asked with the password given a moment ago, and by no API token', async () => {
  const visitor = await member('careful@example.org');
  const { token } = await visitor.api.workspaces.createToken({ workspaceId, name: 'script' });
  product.clock.move({ minutes: 11 });
  await assert.rejects(visitor.api.account.askAddressChange({ email: 'x@example.org' }), code('confirm_first'));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'x@example.org' });
  assert.equal((await new Visitor(product).request('/api/account/address-change', { method: 'POST', headers, body })).status, 403);
  assert.deepEqual(await rows(`select 1 from address_changes where new_email = 'x@example.org'`), []);
});

test('the link is good for a day and to the second, and neither secret is in the database or in a job', async () => {
  const visitor = await member('day@example.org');
  const { link, undo } = await ask(visitor, 'day-after@example.org');
  const [stored] = await rows(`select * from address_changes where new_email = 'day-after@example.org'`);
  assert.deepEqual([stored?.link_hash, stored?.undo_hash], [hashToken(link), hashToken(undo)]);
  const jobs = JSON.stringify(await rows('select data from pgboss.job'));
  assert.ok(!jobs.includes(link) && !jobs.includes(undo) && !jobs.includes('example.org'));
  product.clock.move({ hours: 23, minutes: 59, seconds: 59 });
  await nobody().lookAtAddressChange({ token: link });
  product.clock.move({ seconds: 1 });
  await assert.rejects(nobody().confirmAddressChange({ token: link }), code('link_ended'));
  assert.equal((await visitor.api.account.me()).email, 'day@example.org');
});

test('a newer wish, and taking the wish back, end the link before', async () => {
  const visitor = await member('wavers@example.org');
  const first = await ask(visitor, 'first@example.org');
  const second = await ask(visitor, 'second@example.org');
  await assert.rejects(nobody().confirmAddressChange({ token: first.link }), code('link_ended'));
  await visitor.api.account.withdrawAddressChange();
  await assert.rejects(nobody().confirmAddressChange({ token: second.link }), code('link_ended'));
  await assert.rejects(nobody().undoAddressChange({ token: second.undo, password: otherPassword }), code('link_ended'));
});

test('who asks for an address that has an account gets the same answer, and its holder another mail without a link', async () => {
  const visitor = await member('asks@example.org');
  await visitor.api.account.confirm({ password });
  const answers = [];
  for (const email of [ownerEmail, 'unknown@example.org']) answers.push(await visitor.api.account.askAddressChange({ email }));
  assert.deepEqual(answers[0], answers[1]);
  await visitor.api.account.askAddressChange({ email: ownerEmail });
  assert.equal((await visitor.api.account.addressChange()).waiting?.email, ownerEmail);
  await runJobs(product, 'mail-address-link');
  assert.equal(newestTo(ownerEmail)?.subject, 'Your address was named for another account');
  assert.doesNotMatch(newestTo(ownerEmail)?.text ?? '', /#/);
});

test('of two accounts that want one address, one gets it', async () => {
  const one = await member('one@example.org');
  const other = await member('other@example.org');
  const first = await ask(one, 'both@example.org');
  const second = await ask(other, 'both@example.org');
  const both = await Promise.allSettled([first, second].map(({ link }) => nobody().confirmAddressChange({ token: link })));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const refused = both.find((end) => end.status === 'rejected')?.reason as { data: { code: string } };
  assert.equal(refused.data.code, 'address_taken');
});

/** What a stranger who knows the password leaves in an account to come back by: an API token and a second factor of theirs. */
async function settleIn(stranger: Visitor): Promise<string> {
  const made = await stranger.api.workspaces.createToken({ workspaceId, name: 'theirs' });
  const { secret } = await stranger.api.account.beginSecondFactor({ password });
  const counter = Math.floor(product.clock.now().getTime() / 30_000);
  await stranger.api.account.confirmSecondFactor({ code: HOTP.generate({ secret: Secret.fromBase32(secret), digits: 6, counter }) });
  await runJobs(product, 'mail-security-notice');
  return made.token;
}

test('the old address takes the account back from whoever set up a second factor and a token before they asked for the change', async () => {
  const stranger = await member('robbed@example.org');
  const bearer = { headers: { authorization: `Bearer ${await settleIn(stranger)}` } };
  product.clock.move({ minutes: 1 });
  const { link, undo } = await ask(stranger, 'robber@example.org');
  await nobody().confirmAddressChange({ token: link });
  await nobody().undoAddressChange({ token: undo, password: otherPassword });
  assert.equal((await new Visitor(product).request('/api/account', bearer)).status, 401);
  assert.deepEqual(await nobody().signIn({ email: 'robbed@example.org', password: otherPassword }), { next: 'signed_in' });
  const left = await rows(`select 1 from backup_codes join users on users.id = user_id where email = 'robbed@example.org'`);
  assert.deepEqual(left, []);
});

test('the old address takes the account back for a week: sessions end, and a stranger’s second factor and tokens go', async () => {
  const stranger = await member('victim@example.org');
  const { link } = await ask(stranger, 'stranger@example.org');
  await nobody().confirmAddressChange({ token: link });
  const token = await settleIn(stranger);
  const undo = linkToken(product, 'victim@example.org');
  product.clock.move({ days: 6, hours: 23, minutes: 59, seconds: 59 });
  await assert.rejects(nobody().undoAddressChange({ token: undo, password: 'short' }), code('password_weak'));
  await nobody().undoAddressChange({ token: undo, password: otherPassword });
  await assert.rejects(stranger.api.account.me(), { status: 401 });
  const bearer = { headers: { authorization: `Bearer ${token}` } };
  assert.equal((await new Visitor(product).request('/api/account', bearer)).status, 401);
  assert.deepEqual(await nobody().signIn({ email: 'victim@example.org', password: otherPassword }), { next: 'signed_in' });
  await assert.rejects(nobody().undoAddressChange({ token: undo, password }), code('link_ended'));
});

test('a second change does not take the first holder’s way back; a second later than a week nothing does it any more', async () => {
  const stranger = await member('holder@example.org');
  const first = await ask(stranger, 'b@example.org');
  await nobody().confirmAddressChange({ token: first.link });
  const second = await ask(stranger, 'c@example.org');
  await nobody().confirmAddressChange({ token: second.link });
  await nobody().undoAddressChange({ token: first.undo, password: otherPassword });
  await nobody().signIn({ email: 'holder@example.org', password: otherPassword });
  // The way back of the one in between is gone with it.
  await assert.rejects(nobody().undoAddressChange({ token: second.undo, password }), code('link_ended'));
  const late = await ask(await member('late@example.org'), 'd@example.org');
  await nobody().confirmAddressChange({ token: late.link });
  product.clock.move({ days: 7 });
  await assert.rejects(nobody().undoAddressChange({ token: late.undo, password: otherPassword }), code('link_ended'));
});

test('a link to set a password that went to the old address ends with the change', async () => {
  const visitor = await member('resets@example.org');
  await nobody().askPasswordReset({ email: 'resets@example.org' });
  await runJobs(product, 'mail-password-link');
  const reset = linkToken(product, 'resets@example.org');
  const { link } = await ask(visitor, 'resets-after@example.org');
  await nobody().confirmAddressChange({ token: link });
  await assert.rejects(nobody().resetPassword({ token: reset, password: otherPassword }), code('link_ended'));
});
