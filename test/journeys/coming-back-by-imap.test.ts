import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId } from '../../server/platform/ids.ts';
import { asOwner } from '../harness/database.ts';
import { connectServerMailbox } from '../harness/mailboxes.ts';
import { until } from '../harness/ours.ts';
import { setUp } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { deliveryStates, plantRecipients, plantRunning } from '../harness/sending.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { sandbox, runner, reader } = product.app;
const server = sandbox?.mailServer ?? assert.fail('There is no mail server to read.');
const address = 'gil.sample@mail.test';
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

const { rowId: mailboxId } = await connectServerMailbox(product, owner, { workspaceId: shown, address, reads: true });
await look('update mailboxes set gap_seconds = 0, gap_jitter_seconds = 0, working_days = 127, opens_minute = 0, closes_minute = 1440');
await reader.runOnce();

let people = 0;
/** Somebody to whom the first of two messages has gone, or nobody knows whether. */
async function written() {
  await look("update outreach_campaigns set state = 'finished' where state = 'running'");
  const campaignId = await plantRunning(product, workspaceId, [mailboxId], { steps: [{}, { delayHours: 48 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 1, from: (people += 1) });
  await runner.runOnce();
  const [row] = await look(
    'select e.id, e.email, d.message_id from enrolments e join outreach_deliveries d on d.enrolment_id = e.id where e.campaign_id = $1',
    campaignId,
  );
  return { campaignId, id: String(row?.id), email: String(row?.email), messageId: String(row?.message_id) };
}
const answer = ({ email, messageId }: { email: string; messageId: string }, text: string) =>
  [
    `From: Robin <${email}>`,
    `To: ${address}`,
    'Subject: Re: The ford',
    `Message-ID: <answer-${email}>`,
    `In-Reply-To: ${messageId}`,
    `Date: ${product.clock.now().toUTCString()}`,
    '',
    text,
    '',
  ].join('\r\n');
const standing = async ({ id }: { id: string }) => {
  const [row] = await look('select state, reason from enrolments where id = $1', id);
  return [row?.state, row?.reason];
};
const read = async () => {
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
};

test('an answer in a mailbox of a mail server ends the messages to its writer, whether it lies in the inbox or in junk', async () => {
  for (const folder of ['INBOX', 'Junk']) {
    const one = await written();
    server.deliver(address, answer(one, `Thank you, from ${folder}.`), { folder });
    await read();
    assert.deepEqual(await standing(one), ['stopped', 'replied']);
    const [kept] = await look('select text from messages where from_email = $1', one.email);
    assert.match(String(kept?.text), new RegExp(`from ${folder}`));
  }
});

test('after the numbers of the mailbox became new, an answer is read again and counts once', async () => {
  const one = await written();
  server.deliver(address, answer(one, 'Once.'));
  await read();
  server.imap.folders.renumber(server.accounts.byEmailAddress(address)?.subject ?? '', 'INBOX');
  await read();
  const counted = await look('select sum(replied)::int as replied from outreach_counts where campaign_id = $1', one.campaignId);
  const kept = await look('select 1 from messages where from_email = $1', one.email);
  assert.deepEqual([counted[0]?.replied, kept.length], [1, 1]);
});

test('a message of which nobody knew whether it left is found among what was sent', async () => {
  server.script(address, { fault: 'drop_after_accept' });
  const one = await written();
  assert.deepEqual(await deliveryStates(product.databaseUrl, one.campaignId), { uncertain: 1 });
  await read();
  assert.deepEqual(await deliveryStates(product.databaseUrl, one.campaignId), { accepted: 1 });
  assert.equal((await standing(one))[0], 'waiting');
});

test('a mailbox whose password was changed is parked until it is connected again', async () => {
  server.script(address, { fault: 'password_changed' });
  server.imap.dropAll();
  await read();
  const { parkedBecause, lastError } = (await owner.api.mailboxes.list({ workspaceId: shown })).mailboxes[0] ?? assert.fail();
  assert.deepEqual([parkedBecause, /name and password/.test(lastError ?? '')], ['reconnect', true]);
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  await look('update mailboxes set parked_at = null, parked_because = null');
  await read();
});

test('an answer is acted upon as it comes, without a question in between', async () => {
  const one = await written();
  const before = server.imap.commands().get('IDLE') ?? 0;
  reader.start();
  await until('somebody listens', () => (server.imap.commands().get('IDLE') ?? 0) > before);
  server.deliver(address, answer(one, 'At once.'));
  await until('the answer is known', async () => (await standing(one))[1] === 'replied');
  await reader.stop();
});
