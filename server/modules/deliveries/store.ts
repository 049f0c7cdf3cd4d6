import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { DeliveryState, Reason } from './delivery.ts';

export interface NewDelivery {
  workspaceId: string;
  id: string;
  campaignId: string;
  flowId: string;
  recipientId: string;
  /** Absent in a rehearsal. */
  recipientAddress: string | null;
  rehearsal: boolean;
  plannedAt: Date;
}

/** Plans deliveries, each recipient once a flow: whoever comes second changes nothing. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await tx
    .insertInto('deliveries')
    .values(deliveries.map((delivery) => ({ ...delivery, state: 'planned' })))
    .onConflict((conflict) => conflict.columns(['workspaceId', 'flowId', 'recipientId']).doNothing())
    .execute();
}

export async function deliveriesOfFlow(tx: Tx, workspaceId: string, flowId: string) {
  const rows = await tx
    .selectFrom('deliveries')
    .leftJoin('campaignRecipients', (join) =>
      join
        .onRef('campaignRecipients.workspaceId', '=', 'deliveries.workspaceId')
        .onRef('campaignRecipients.id', '=', 'deliveries.recipientId'),
    )
    .select(['deliveries.id', 'deliveries.recipientId', 'deliveries.state', 'deliveries.reason', 'deliveries.settledAt'])
    .select(['campaignRecipients.name', 'campaignRecipients.email', 'campaignRecipients.emailKey', 'campaignRecipients.district'])
    .where('deliveries.workspaceId', '=', workspaceId)
    .where('deliveries.flowId', '=', flowId)
    .orderBy('deliveries.recipientId')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as DeliveryState, reason: row.reason as Reason | null }));
}
export type FlowDelivery = Awaited<ReturnType<typeof deliveriesOfFlow>>[number];

/** Failed ones to these recipients go back to planned, because the supporter confirmed them again; with the time at which each had failed. Accepted and uncertain ones stay what they are. */
export async function replanFailed(
  tx: Tx,
  workspaceId: string,
  { flowId, recipientIds }: { flowId: string; recipientIds: readonly string[] },
): Promise<{ id: string; recipientId: string | null; settledAt: Date | null }[]> {
  const failed = await tx
    .selectFrom('deliveries')
    .select(['id', 'recipientId', 'settledAt'])
    .where('workspaceId', '=', workspaceId)
    .where('flowId', '=', flowId)
    .where('state', '=', 'failed')
    .where('recipientId', 'in', recipientIds)
    .forUpdate()
    .execute();
  if (failed.length === 0) return [];
  await tx
    .updateTable('deliveries')
    .set({ state: 'planned', reason: null, settledAt: null })
    .where('workspaceId', '=', workspaceId)
    .where(
      'id',
      'in',
      failed.map(({ id }) => id),
    )
    .execute();
  return failed;
}

/** What a vanished confirmation left planned fails: nothing is sent outside the confirmation that it belongs to. */
export async function failPlanned(
  tx: Tx,
  workspaceId: string,
  flowId: string,
  failed: { reason: Reason; settledAt: Date },
): Promise<{ recipientId: string | null }[]> {
  const rows = await tx
    .updateTable('deliveries')
    .set({ state: 'failed', ...failed })
    .where('workspaceId', '=', workspaceId)
    .where('flowId', '=', flowId)
    .where('state', '=', 'planned')
    .returning('recipientId')
    .execute();
  return rows;
}

/**
 * Claims a planned delivery for sending, for one process alone: the fence is what its outcome must show. Undefined when it is not planned any more,
 * and while the copy is under quarantine.
 */
export async function claimDelivery(tx: Tx, delivery: { workspaceId: string; id: string }, claim: { fence: string; leaseEndsAt: Date }) {
  const row = await tx
    .updateTable('deliveries')
    .set((value) => ({ state: 'sending', ...claim, attempts: value('attempts', '+', 1) }))
    .where('workspaceId', '=', delivery.workspaceId)
    .where('id', '=', delivery.id)
    .where('state', '=', 'planned')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('installation').select('onlyRow').where('quarantinedAt', 'is not', null))),
    )
    .returning(['attempts', 'rehearsal'])
    .executeTakeFirst();
  return row;
}

export async function insertAttempt(
  tx: Tx,
  attempt: { workspaceId: string; deliveryId: string; number: number; messageId: string; startedAt: Date },
): Promise<void> {
  await tx.insertInto('attempts').values(attempt).execute();
}

export interface Outcome {
  outcome: 'accepted' | 'retryable' | 'failed' | 'uncertain';
  errorCode: string | null;
  errorDetails: string | null;
  providerMessageId: string | null;
  endedAt: Date;
}

export async function endAttempt(
  tx: Tx,
  attempt: { workspaceId: string; deliveryId: string; number: number },
  outcome: Outcome,
): Promise<void> {
  await tx
    .updateTable('attempts')
    .set(outcome)
    .where('workspaceId', '=', attempt.workspaceId)
    .where('deliveryId', '=', attempt.deliveryId)
    .where('number', '=', attempt.number)
    .execute();
}

/** Settles a claimed delivery, or plans it again, if the fence is still its own. False when somebody took over. */
export async function settleClaimed(
  tx: Tx,
  claim: { workspaceId: string; id: string; fence: string },
  to: { state: DeliveryState; reason: Reason | null; settledAt: Date | null },
): Promise<boolean> {
  const row = await tx
    .updateTable('deliveries')
    .set({ ...to, fence: null, leaseEndsAt: null })
    .where('workspaceId', '=', claim.workspaceId)
    .where('id', '=', claim.id)
    .where('state', '=', 'sending')
    .where('fence', '=', claim.fence)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Settles a delivery that was never claimed. False when it is not planned any more. */
export async function settlePlanned(
  tx: Tx,
  delivery: { workspaceId: string; id: string },
  to: { state: 'skipped' | 'failed'; reason: Reason; settledAt: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('deliveries')
    .set(to)
    .where('workspaceId', '=', delivery.workspaceId)
    .where('id', '=', delivery.id)
    .where('state', '=', 'planned')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes every delivery that has no outcome from whoever claimed it: its lease is over. */
export async function endLeases(tx: Tx, now: Date): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: 'sending', fence: sql<string>`gen_random_uuid()`, leaseEndsAt: now })
    .where('state', 'in', ['planned', 'sending'])
    .execute();
}

/** Deliveries whose process vanished between claim and outcome: their lease has run out. Locked, so that two recoveries do not meet. */
export async function abandonedClaims(tx: Tx, now: Date, limit: number) {
  return tx
    .selectFrom('deliveries')
    .select(['workspaceId', 'id', 'campaignId', 'flowId', 'recipientId', 'fence', 'attempts'])
    .where('state', '=', 'sending')
    .where('leaseEndsAt', '<=', now)
    .orderBy('leaseEndsAt')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** The newest deliveries of a campaign, without the accepted ones unless asked for. */
export async function newestDeliveries(tx: Tx, workspaceId: string, campaignId: string, state: DeliveryState | undefined) {
  return tx
    .selectFrom('deliveries')
    .select(['recipientAddress', 'state', 'reason', 'plannedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where((where) => (state ? where('state', '=', state) : where('state', 'in', ['failed', 'skipped', 'uncertain'])))
    .orderBy('plannedAt', 'desc')
    .limit(200)
    .execute();
}

/** Calls to a provider in the minute of a moment, over all slots. */
export async function callsInMinute(tx: Tx, provider: string, minute: Date): Promise<number> {
  const { calls } = await tx
    .selectFrom('providerMinutes')
    .select((sum) => sum.fn.coalesce(sum.fn.sum<number>('calls'), sql<number>`0`).as('calls'))
    .where('provider', '=', provider)
    .where('minute', '=', minute)
    .executeTakeFirstOrThrow();
  return calls;
}

export async function addCalls(tx: Tx, use: { provider: string; minute: Date; slot: number; calls: number }): Promise<void> {
  await tx
    .insertInto('providerMinutes')
    .values(use)
    .onConflict((conflict) =>
      conflict.columns(['provider', 'minute', 'slot']).doUpdateSet((value) => ({ calls: value('providerMinutes.calls', '+', use.calls) })),
    )
    .execute();
}

export async function forgetMinutes(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('providerMinutes').where('minute', '<', before).execute();
}

/**
 * How the deliveries of a campaign ended since a moment, rehearsals apart: all, those that say something about the campaign
 * rather than about one supporter, and from how many supporters these came.
 */
export async function outcomesSince(
  tx: Tx,
  campaign: { workspaceId: string; campaignId: string },
  since: Date,
  telling: readonly Reason[],
): Promise<{ all: number; wrong: number; supporters: number }> {
  const row = await tx
    .selectFrom('deliveries')
    .select((count) => [
      count.fn.countAll<number>().as('all'),
      count.fn.countAll<number>().filterWhere('state', 'in', ['failed', 'uncertain']).filterWhere('reason', 'in', telling).as('wrong'),
      sql<number>`count(distinct flow_id) filter (where state in ('failed', 'uncertain') and reason = any(${telling}))::int`.as(
        'supporters',
      ),
    ])
    .where('workspaceId', '=', campaign.workspaceId)
    .where('campaignId', '=', campaign.campaignId)
    .where('rehearsal', '=', false)
    .where('settledAt', '>', since)
    .executeTakeFirstOrThrow();
  return row;
}
