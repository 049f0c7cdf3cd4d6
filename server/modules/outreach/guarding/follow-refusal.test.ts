import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { samplePassword } from '../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { runJobs, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from '../../../../test/harness/sending.ts';
import { readId, showId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const server = product.app.sandbox?.mailServer ?? assert.fail('There is no mail server.');
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const runner = smtpRunner(product.app.tools, [`${server.host}:${server.port}`]);
after(() => runner.stop());
const address = 'gil.refused@mail.test';
server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
const mailboxId = await plantSmtpMailbox(
  product,
  workspaceId,
  { host: server.host, port: server.port, password: samplePassword },
  { address },
);

beforeEach(() => look("update outreach_campaigns set state = 'finished' where state = 'running'"));

let people = 0;
/** A campaign to so many people, each of whom the server refuses in these words. */
async function refused(count: number, fault: 'unknown_550' | 'policy_550') {
  const campaignId = await plantRunning(product, workspaceId, [mailboxId]);
  await plantRecipients(product, workspaceId, campaignId, { count, from: people + 1 });
  people += count;
  for (let one = 0; one < count; one++) server.script(address, { fault });
  await runner.runOnce();
  return campaignId;
}
const suppressed = async () =>
  (await owner.api.suppressions.list({ workspaceId: shown })).suppressions.map(({ email, reason }) => [email, reason]);
const emailsOf = async (campaignId: string) =>
  (await look('select email from enrolments where campaign_id = $1 order by seq', campaignId)).map(({ email }) => String(email));

test('An address that the mail server says does not exist is written to by nobody in the workspace', async () => {
  const campaignId = await refused(1, 'unknown_550');
  await runJobs(product, 'follow-refusal');
  assert.deepEqual(
    await suppressed(),
    (await emailsOf(campaignId)).map((email) => [email, 'bounce']),
  );
});

test('A refusal that speaks of the message says nothing about the address', async () => {
  const campaignId = await refused(1, 'policy_550');
  await runJobs(product, 'follow-refusal');
  const [email] = await emailsOf(campaignId);
  assert.ok(email);
  assert.ok(!(await suppressed()).some(([one]) => one === email));
});

test('A campaign whose recipients the mail server refuses one after the other pauses by itself', async () => {
  const campaignId = await refused(10, 'unknown_550');
  assert.deepEqual(
    await look('select state, reason, count(*)::int as n from outreach_deliveries where campaign_id = $1 group by 1, 2', campaignId),
    [{ state: 'failed', reason: 'address_refused', n: 10 }],
  );
  await runJobs(product, 'follow-refusal');
  const { state, pausedBecause } = await owner.api.outreach.show({ workspaceId: shown, outreachId: showId('outreach', campaignId) });
  assert.deepEqual([state, pausedBecause], ['paused', 'bounces']);
});
