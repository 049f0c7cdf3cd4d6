import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

interface Which {
  workspaceId: string;
  campaignId: string;
}

/**
 * Whether anything is still to come of a campaign: somebody waits, a message is leaving, or nobody knows whether one left. Each question is answered
 * by an index that holds only what is open, so that it costs the same for a million recipients.
 */
export async function isUnfinished(tx: Tx, { workspaceId, campaignId }: Which): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select exists (
        select from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId}
          and e.state = 'waiting' and e.mailbox_id is null)
      or exists (
        select from mailboxes m where m.workspace_id = ${workspaceId} and exists (
          select from enrolments e where e.workspace_id = ${workspaceId} and e.mailbox_id = m.id and e.campaign_id = ${campaignId}
            and e.state = 'waiting'))
      or exists (
        select from outreach_deliveries d where d.workspace_id = ${workspaceId} and d.campaign_id = ${campaignId} and d.state = 'sending')
      or coalesce((
        select sum(uncertain) from outreach_counts c where c.workspace_id = ${workspaceId} and c.campaign_id = ${campaignId}), 0) > 0
      as open`.execute(tx);
  return rows[0]?.open ?? false;
}

/** Ends a campaign of which nothing more is to come. Whoever waits at the same moment for the same finds it done. */
export async function markFinished(tx: Tx, { workspaceId, campaignId }: Which, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('outreachCampaigns')
    .set({ state: 'finished', finishedAt: now, pausedBecause: null })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', campaignId)
    .where('state', 'in', ['running', 'paused'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Its start, and not before the time for taking it back is over; whichever of them it has. */
const earliest = sql<Date>`greatest(starts_at, hold_ends_at)`;

/** Campaigns of the whole copy whose start has come: those that come to it in time begin, the others are paused until somebody says what to do. */
export async function beginOrPause(tx: Tx, { now, latestStart }: { now: Date; latestStart: Date }) {
  const late = await tx
    .updateTable('outreachCampaigns')
    .set({ state: 'paused', pausedBecause: 'late', pausedAt: now })
    .where('state', '=', 'running')
    .where('beganAt', 'is', null)
    .where(earliest, '<', latestStart)
    .returning(['workspaceId', 'id'])
    .execute();
  const began = await tx
    .updateTable('outreachCampaigns')
    .set({ beganAt: now })
    .where('state', '=', 'running')
    .where('beganAt', 'is', null)
    .where(earliest, '<=', now)
    .returning(['workspaceId', 'id'])
    .execute();
  return { late, began };
}

/** Campaigns of the whole copy that were launched and not finished. */
export async function launchedCampaigns(tx: Tx) {
  return tx.selectFrom('outreachCampaigns').select(['workspaceId', 'id']).where('state', 'in', ['running', 'paused']).execute();
}

/** Those of them whose end has come. */
export async function endedCampaigns(tx: Tx, now: Date) {
  return tx
    .selectFrom('outreachCampaigns')
    .select(['workspaceId', 'id'])
    .where('state', 'in', ['running', 'paused'])
    .where('endsAt', '<=', now)
    .execute();
}

/** Stops those of the whole copy who wait for a thread whose mailbox is gone. */
export async function stopStranded(tx: Tx, now: Date): Promise<void> {
  await sql`
    update enrolments e set state = 'stopped', reason = 'no_mailbox', ended_at = ${now} from outreach_campaigns c
    where c.state in ('running', 'paused') and e.workspace_id = c.workspace_id and e.campaign_id = c.id
      and e.state = 'waiting' and e.mailbox_id is null and e.next_step > 1`.execute(tx);
}

/** Stops everybody who still waits, for the same reason. What is leaving at this moment leaves. */
export async function stopWaiting(tx: Tx, { workspaceId, campaignId }: Which, reason: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('enrolments')
    .set({ state: 'stopped', reason, endedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
