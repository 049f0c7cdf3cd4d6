import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox } from '../../../../test/harness/sending.ts';
import { readId } from '../../../platform/ids.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { claimMessages, rememberSteps, type Claim } from './claim-messages.ts';
import { settleMessages } from './settle-messages.ts';

const product = await startProduct();
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { tools } = product.app;
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const run = { id: '0190f000-0000-7000-8000-000000000001', holdSeconds: 60 };
const nobody = { slowUntil: undefined, slowed: 0, refused: 0 };

/** Two messages on their way, each from a mailbox of its own, of a campaign with a step that follows. */
async function onTheirWay(): Promise<{ campaignId: string; claims: Claim[] }> {
  const server = { host: '127.0.0.1', port: 1, password: 'sample' };
  const ids = await Promise.all(
    ['one', 'two'].map((name) => plantSmtpMailbox(product, workspaceId, server, { address: `${name}@mail.test` })),
  );
  const campaignId = await plantRunning(product, workspaceId, ids, { steps: [{}, { delayHours: 24 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 2 });
  const now = tools.clock.now();
  for (const id of ids)
    await look(
      'insert into mailbox_runs (workspace_id, mailbox_id, held_by, held_until) values ($1, $2, $3, $4)',
      ...[workspaceId, id, run.id, new Date(now.getTime() + 60_000)],
    );
  const bucket = { campaignId, timeZone: 'UTC', mailboxId: null, dueAt: now.getTime() };
  const { claims } = await claimMessages(tools, run, workspaceId, {
    sends: ids.map((mailboxId) => ({ mailboxId, bucket, count: 1 })),
    addressOf: () => 'one@mail.test',
    providerOf: () => 'mail.test',
    stepsOf: rememberSteps(),
  });
  return { campaignId, claims };
}

const accepted = { state: 'accepted', providerMessageId: 'sample', providerThreadId: null, messageId: null } as const;

test('What became of messages is written down although a mailbox of theirs was disconnected meanwhile', async () => {
  const { campaignId, claims } = await onTheirWay();
  const [gone, kept] = claims;
  assert.ok(gone && kept);
  await look('delete from mailboxes where id = $1', gone.mailboxId);
  const happened = [gone, kept].map((claim) => ({ claim, subject: 'The ford', opensThread: true, outcome: accepted }));
  await settleMessages(tools, workspaceId, happened, () => nobody);
  const states = await look('select state from outreach_deliveries where campaign_id = $1', campaignId);
  assert.deepEqual(states, [{ state: 'accepted' }, { state: 'accepted' }]);
  const rows = await look(
    'select state, next_step, mailbox_id from enrolments where campaign_id = $1 order by mailbox_id nulls first',
    campaignId,
  );
  assert.deepEqual(rows, [
    { state: 'waiting', next_step: 2, mailbox_id: null },
    { state: 'waiting', next_step: 2, mailbox_id: kept.mailboxId },
  ]);
  await look('delete from mailboxes');
});

test('What was surely not sent gives its place back to the mailboxes that are still there', async () => {
  const { campaignId, claims } = await onTheirWay();
  const [gone, kept] = claims;
  assert.ok(gone && kept);
  await look('delete from mailboxes where id = $1', gone.mailboxId);
  const outcome = { state: 'planned', failure: new ProviderFailure('retry_later', 'unreachable', 'The server was away.') } as const;
  const happened = [gone, kept].map((claim) => ({ claim, subject: 'The ford', opensThread: true, outcome }));
  await settleMessages(tools, workspaceId, happened, () => nobody);
  const states = await look('select state from outreach_deliveries where campaign_id = $1', campaignId);
  assert.deepEqual(states, [{ state: 'planned' }, { state: 'planned' }]);
  const [uses] = await look('select sum(messages)::int as n from mailbox_uses where mailbox_id = $1', kept.mailboxId);
  assert.equal(uses?.['n'], 0);
  await look('delete from mailboxes');
});
