import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId } from '../../server/platform/ids.ts';
import { asOwner } from '../harness/database.ts';
import { consentInBrowser } from '../harness/mailboxes.ts';
import { setUp } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { deliveryStates, plantRecipients, plantRunning } from '../harness/sending.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { sandbox, runner, reader } = product.app;
const microsoft = sandbox?.microsoft ?? assert.fail('There is no Outlook to read.');
const carla = 'carla.sample@outlook.test';
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
await consentInBrowser(owner, { workspaceId: shown, provider: 'outlook', mode: 'send_and_read', timeZone: 'UTC' }, { account: carla });
const [mailbox] = await look(
  'update mailboxes set gap_seconds = 0, gap_jitter_seconds = 0, working_days = 127, opens_minute = 0, closes_minute = 1440 returning id',
);
await reader.runOnce();

let people = 0;
/** A campaign of two steps to one person, the first of which has left, or may have. */
async function written(state: 'accepted' | 'uncertain' = 'accepted') {
  await look("update outreach_campaigns set state = 'finished' where state = 'running'");
  const campaignId = await plantRunning(product, workspaceId, [String(mailbox?.id)], { steps: [{}, { delayHours: 48 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 1, from: (people += 1) });
  await runner.runOnce();
  const [row] = await look(
    `select e.id, e.email, d.message_id, d.state from enrolments e join outreach_deliveries d on d.enrolment_id = e.id where e.campaign_id = $1`,
    campaignId,
  );
  assert.equal(row?.state, state);
  return { campaignId, id: String(row.id), email: String(row.email), messageId: String(row.message_id) };
}
const answer = ({ email, messageId }: { email: string; messageId: string }) =>
  [
    `Message-ID: <answer-${email}>`,
    `Date: ${product.clock.now().toUTCString()}`,
    `From: Robin <${email}>`,
    `To: ${carla}`,
    'Subject: Re: The ford',
    `In-Reply-To: ${messageId}`,
    '',
    'Thank you, we will look at the bridge.',
  ].join('\r\n');
const standing = async ({ id }: { id: string }) => {
  const [row] = await look('select state, reason from enrolments where id = $1', id);
  return [row?.state, row?.reason];
};

test('an answer to an Outlook mailbox, also one that it took for junk, ends what would follow', async () => {
  for (const folder of ['inbox', 'junkemail'] as const) {
    const one = await written();
    microsoft.deliver(carla, answer(one), { folder });
    product.clock.move({ minutes: 1 });
    await reader.runOnce();
    assert.deepEqual(await standing(one), ['stopped', 'replied']);
    const returns = await look('select kind, matched_by from outreach_returns where enrolment_id = $1', one.id);
    assert.deepEqual(returns, [{ kind: 'reply', matched_by: 'message_id' }]);
  }
});

test('an answer is seen at once where Outlook tells of it', async () => {
  await product.app.jobs.find(({ name }) => name === 'watch-mailboxes')?.run({});
  const one = await written();
  await reader.runOnce();
  microsoft.deliver(carla, answer(one));
  await reader.runOnce();
  assert.deepEqual(await standing(one), ['waiting', null], 'the mailbox is due in a minute');
  for (const { url, body } of microsoft.notify(carla))
    await fetch(url.replace(product.url, `http://127.0.0.1:${String(product.port)}`), { method: 'POST', body });
  await reader.runOnce();
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
});

test('a message of which Outlook did not say whether it left is found among what was sent', async () => {
  microsoft.script(carla, { fault: 'timeout_after_accept' });
  const one = await written('uncertain');
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
  assert.deepEqual(await deliveryStates(product.databaseUrl, one.campaignId), { accepted: 1 });
  assert.deepEqual(await standing(one), ['waiting', null]);
});
