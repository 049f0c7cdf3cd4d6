import { sql } from 'kysely';
import type { Tx } from '../../../../platform/database.ts';
import type { Group } from '../simulate-sending.ts';

/** Who waits in these campaigns, counted by those who are alike: zone, step, mailbox, and the hour in which they are due. */
export async function groupsOf(tx: Tx, workspaceId: string, campaignIds: readonly string[]): Promise<Group[]> {
  const { rows } = await sql<Omit<Group, 'dueAt'> & { dueAt: Date }>`
    select campaign_id, time_zone, mailbox_id, next_step as step, max(due_at) as due_at, count(*) as count
    from enrolments where workspace_id = ${workspaceId} and campaign_id = any(${campaignIds}::uuid[]) and state = 'waiting'
      and (next_step = 1 or mailbox_id is not null)
    group by campaign_id, time_zone, mailbox_id, next_step, date_trunc('hour', due_at)`.execute(tx);
  return rows.map((row) => ({ ...row, dueAt: row.dueAt.getTime() }));
}

/** Other running campaigns that are sent from the same mailboxes. */
export async function campaignsBeside(tx: Tx, workspaceId: string, campaignId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct c.id from outreach_mailboxes mine
    join outreach_mailboxes theirs on theirs.workspace_id = ${workspaceId} and theirs.mailbox_id = mine.mailbox_id
    join outreach_campaigns c on c.workspace_id = ${workspaceId} and c.id = theirs.campaign_id and c.state = 'running'
    where mine.workspace_id = ${workspaceId} and mine.campaign_id = ${campaignId} and c.id <> ${campaignId}`.execute(tx);
  return rows.map(({ id }) => id);
}

export async function findWaiting(tx: Tx, workspaceId: string, campaignId: string, enrolmentId: string) {
  return tx
    .selectFrom('enrolments')
    .select(['state', 'nextStep', 'timeZone', 'dueAt', 'seq', 'mailboxId', 'emailKey', 'contactId'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', enrolmentId)
    .executeTakeFirst();
}

/** How many of the same zone and mailbox come before somebody, counted up to a number. */
export async function countAhead(
  tx: Tx,
  workspaceId: string,
  of: { campaignId: string; timeZone: string; dueAt: Date; seq: number; mailboxId: string | null },
  most: number,
): Promise<number> {
  const { campaignId, timeZone, dueAt, seq, mailboxId } = of;
  const { rows } = await sql<{ ahead: number }>`
    select count(*) as ahead from (
      select from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.time_zone = ${timeZone}
        and e.state = 'waiting' and e.mailbox_id is not distinct from ${mailboxId}::uuid and (e.due_at, e.seq) < (${dueAt}, ${seq})
      limit ${most}) a`.execute(tx);
  return rows[0]?.ahead ?? 0;
}

/**
 * Takes up an enrolment again that stopped because nobody knew whether its message had left, and for nothing else.
 * @returns whose it is, and whether a thread with them was begun
 */
export async function reviveEnrolment(
  tx: Tx,
  workspaceId: string,
  { campaignId, enrolmentId, step }: { campaignId: string; enrolmentId: string; step: number },
): Promise<{ emailKey: string; isInThread: boolean }> {
  await tx
    .updateTable('enrolments')
    .set({ state: 'sending', reason: null, endedAt: null })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', enrolmentId)
    .where('nextStep', '=', step)
    .where('state', '=', 'stopped')
    .where('reason', '=', 'uncertain')
    .execute();
  const { emailKey, messageId, subject } = await tx
    .selectFrom('enrolments')
    .select(['emailKey', 'messageId', 'subject'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
  return { emailKey, isInThread: messageId !== null && subject !== null };
}
