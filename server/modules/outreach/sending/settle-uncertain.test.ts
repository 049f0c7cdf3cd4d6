import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { deliveryStates, plantRecipients, plantRunning } from '../../../../test/harness/sending.ts';
import { readId, showId } from '../../../platform/ids.ts';
import { unsubscribeUrlOf } from '../../leaving/index.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { api } = owner;
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

/** A running campaign of two steps, of whose first message to one recipient nobody knows whether it left. */
async function doubted() {
  const campaignId = await plantRunning(product, workspaceId, [], { steps: [{}, { delayHours: 24 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 1 });
  const [row] = await look(
    `with e as (update enrolments set state = 'stopped', reason = 'uncertain' where campaign_id = $1 returning *),
     c as (insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, uncertain)
       select workspace_id, campaign_id, 1, 'a', '00000000-0000-0000-0000-000000000000', date_trunc('hour', $2::timestamptz), 1 from e)
     insert into outreach_deliveries
       (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, attempts, claimed_at, settled_at)
     select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'uncertain', 1, $2, $2 from e returning enrolment_id`,
    ...[campaignId, product.clock.now()],
  );
  const enrolmentId = String(row?.enrolment_id);
  const one = { workspaceId: shown, outreachId: showId('outreach', campaignId), enrolmentId: showId('enrolment', enrolmentId) };
  return { one, campaignId, enrolmentId };
}

test('a message that a member found in Sent is accepted and the next step follows; one that never left is sent in its turn', async () => {
  const [found, lost] = [await doubted(), await doubted()];
  await api.outreach.settle({ ...found.one, step: 1, became: 'accepted' });
  const story = await api.outreach.showRecipient(found.one);
  assert.deepEqual(
    [story.state, story.reason, story.nextStep, story.dueAt],
    ['waiting', null, 2, new Date(product.clock.now().getTime() + 86_400_000).toISOString()],
  );
  await api.outreach.settle({ ...lost.one, step: 1, became: 'not_sent' });
  const again = await api.outreach.showRecipient(lost.one);
  assert.deepEqual([again.state, again.nextStep, again.dueAt], ['waiting', 1, product.clock.now().toISOString()]);
  assert.deepEqual(await deliveryStates(product.databaseUrl, lost.campaignId), { planned: 1 });
  await assert.rejects(api.outreach.settle({ ...found.one, step: 1, became: 'not_sent' }), { status: 404 });
});

test('after a crash the next step goes on in the thread of the message that was found, under the subject that it had', async () => {
  const { one, campaignId } = await doubted();
  await look("update outreach_texts set subject = 'The ford, {{ first_name }}' where campaign_id = $1 and position = 1", campaignId);
  await look("update outreach_deliveries set message_id = '<sample.1@mail.test>' where campaign_id = $1", campaignId);
  await api.outreach.settle({ ...one, step: 1, became: 'accepted' });
  const [row] = await look('select message_id, subject from enrolments where campaign_id = $1', campaignId);
  assert.deepEqual(row, { message_id: '<sample.1@mail.test>', subject: 'The ford, Robin 1' });
});

for (const [who, leave] of [
  [
    'left the campaign',
    async ({ campaignId, enrolmentId }: Awaited<ReturnType<typeof doubted>>) => {
      const of = { workspaceId, campaignId, enrolmentId, email: 'r1@people.example.org' };
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const url = unsubscribeUrlOf(product.app.tools, product.url, of);
      assert.match(await (await fetch(url)).text(), /value="campaign"/, 'there is something to leave');
      await fetch(url, { method: 'POST', body: 'leave=campaign', headers: form });
    },
  ],
  ['was removed by a member', ({ one }: Awaited<ReturnType<typeof doubted>>) => api.outreach.removeRecipient(one)],
] as const)
  test(`whoever ${who} while nobody knew of their message is written to no more, whatever became of it`, async () => {
    const doubt = await doubted();
    await leave(doubt);
    await api.outreach.settle({ ...doubt.one, step: 1, became: 'accepted' });
    assert.equal((await api.outreach.showRecipient(doubt.one)).state, 'stopped');
    const { state, counts } = await api.outreach.show(doubt.one);
    assert.deepEqual([state, counts.accepted, counts.uncertain], ['finished', 1, 0]);
  });
