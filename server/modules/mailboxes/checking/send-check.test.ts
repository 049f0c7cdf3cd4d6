import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { connectServerMailbox, consentInBrowser } from '../../../../test/harness/mailboxes.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import type { Facts } from '../../../platform/log.ts';

/** Why what was taken for a message to be checked was not one. */
const refused: unknown[] = [];
const silent = () => undefined;
const note = (event: string, facts?: Facts) => {
  if (event === 'check_not_taken') refused.push(facts?.code);
};
const product = await startProduct({ log: { debug: silent, info: silent, warn: note, error: silent } });
const { owner, workspaceId } = await setUp(product);
const { reader, sandbox } = product.app;
assert.ok(sandbox);
const { mailServer } = sandbox;
const gil = await connectServerMailbox(product, owner, { workspaceId });
const of = (mailbox: { id: string }) => ({ workspaceId, mailboxId: mailbox.id });
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const lastSent = () => mailServer.outbox.messages().find(({ via }) => via === 'mail_server')?.raw ?? assert.fail('Nothing was sent.');
async function read(minutes = 2): Promise<void> {
  product.clock.move({ minutes });
  await reader.runOnce();
}
const states = (check: { findings: { what: string; state: string }[] }) =>
  Object.fromEntries(check.findings.map(({ what, state }) => [what, state]));

test('Where no mailbox is read there is nowhere that a message could arrive, and none is sent', async () => {
  const before = mailServer.outbox.messages().length;
  assert.deepEqual((await owner.api.mailboxes.showCheck(of(gil))).readers, []);
  await assert.rejects(owner.api.mailboxes.sendCheck(of(gil)), { code: 'REFUSED', data: { code: 'nowhere_to_arrive' } });
  assert.equal(mailServer.outbox.messages().length, before);
});

test('A message is sent, waited for and checked when it arrives; nothing of it is kept but what was found', async () => {
  const hana = await connectServerMailbox(product, owner, { workspaceId, address: 'hana.sample@mail.test', name: 'Hana', reads: true });
  await read();
  const sent = await owner.api.mailboxes.sendCheck(of(gil));
  assert.deepEqual(sent.sent && [sent.sent.to, sent.sent.state], [hana.address, 'waiting']);
  assert.deepEqual([sent.checkedAt, sent.readers.map(({ address }) => address)], [null, [hana.address]]);
  const raw = lastSent();
  assert.match(raw, /^List-Unsubscribe:\r\n <https?:\/\/[^>]+\/leave\/test>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n/m);
  await read();
  const found = await owner.api.mailboxes.showCheck(of(gil));
  assert.deepEqual(states(found), { spf: 'good', dkim: 'good', dmarc: 'good', leaving: 'good' });
  assert.equal(found.sent, null);
  assert.ok(found.checkedAt);
  for (const table of ['mailbox_check_messages', 'conversations', 'messages'])
    assert.deepEqual(await look(`select * from ${table}`), [], table);
  assert.equal((await owner.api.mailboxes.show(of(gil))).usedInDay, 1);
});

test('A message of which nobody knows whether it left is waited for, and checked when it arrives', async () => {
  const before = (await owner.api.mailboxes.showCheck(of(gil))).checkedAt;
  mailServer.script(gil.address, { fault: 'drop_after_accept' });
  await assert.rejects(owner.api.mailboxes.sendCheck(of(gil)));
  await look("update mailbox_readings set next_at = '2000-01-01'");
  await read();
  const after = await owner.api.mailboxes.showCheck(of(gil));
  assert.notEqual(after.checkedAt, before);
  assert.equal(after.sent, null);
});

test('What another writes under the number is not the message: that one is missing after a quarter of an hour, and known when it comes', async () => {
  const asked = { workspaceId, provider: 'gmail', mode: 'send_and_read', timeZone: 'UTC' } as const;
  await consentInBrowser(owner, asked, { account: 'ada.sample@gmail.test' });
  const gmail = (await owner.api.mailboxes.list({ workspaceId })).mailboxes.find(({ provider }) => provider === 'gmail');
  assert.ok(gmail);
  await read();
  // A mailbox of another domain is the best to receive, and one at Gmail none for itself.
  const { readers } = await owner.api.mailboxes.showCheck(of(gil));
  assert.deepEqual(
    readers.map(({ address }) => address),
    [gmail.address, 'hana.sample@mail.test'],
  );
  assert.ok(!(await owner.api.mailboxes.showCheck(of(gmail))).readers.some(({ address }) => address === gmail.address));
  const { checkedAt, findings } = await owner.api.mailboxes.sendCheck(of(gil));
  // Between the companies of the sandbox nothing travels by itself.
  const [row] = await look('select message_id from mailbox_check_messages');
  const forged = `From: mallory@example.org\r\nMessage-ID: ${String(row?.message_id)}\r\n\r\nHello\r\n`;
  sandbox.google.deliver(gmail.address, forged);
  await read(14);
  assert.deepEqual(refused, ['not_from_mailbox'], 'the forged one was not looked at');
  const waiting = await owner.api.mailboxes.showCheck(of(gil));
  assert.deepEqual([waiting.sent?.state, waiting.checkedAt, waiting.findings], ['waiting', checkedAt, findings]);
  await read(2);
  const missing = await owner.api.mailboxes.showCheck(of(gil));
  assert.deepEqual([missing.sent?.state, missing.checkedAt], ['missing', checkedAt]);
  sandbox.google.deliver(gmail.address, lastSent());
  await read();
  const found = await owner.api.mailboxes.showCheck(of(gil));
  assert.equal(found.sent, null);
  assert.deepEqual(states(found), { spf: 'good', dkim: 'bad', dmarc: 'good', leaving: 'bad' });
});

test('What surely did not leave is not waited for; what is held sends nothing, and a reader that is none is not there', async () => {
  mailServer.script(gil.address, { fault: 'password_changed' });
  mailServer.dropAll();
  await assert.rejects(owner.api.mailboxes.sendCheck(of(gil)), { code: 'PROVIDER_FAILED' });
  assert.equal((await owner.api.mailboxes.showCheck(of(gil))).sent, null);
  const hana = (await owner.api.mailboxes.list({ workspaceId })).mailboxes.find(({ address }) => address.startsWith('hana'));
  assert.ok(hana);
  await assert.rejects(owner.api.mailboxes.sendCheck({ ...of(hana), readerId: gil.id }), { data: { code: 'nowhere_to_arrive' } });
  await owner.api.mailboxes.setParked({ ...of(hana), parked: true });
  await assert.rejects(owner.api.mailboxes.sendCheck(of(hana)), { data: { code: 'mailbox_parked' } });
  assert.deepEqual(await look('select * from mailbox_check_messages'), []);
});
