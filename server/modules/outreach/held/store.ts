import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What team campaigns of the whole copy hold of somebody: as whom they were written to, how far it came, and each message. */
export interface HeldEnrolment {
  workspaceId: string;
  campaignId: string;
  id: string;
  organisation: string;
  campaign: string;
  email: string;
  fields: Record<string, unknown>;
  timeZone: string;
  state: string;
  reason: string | null;
  variant: string;
  subject: string | null;
  enrolledAt: Date;
  endedAt: Date | null;
  /** What the sender’s mailbox calls a message is about its sender, and is not read here. */
  messages: HeldMessage[];
}

interface HeldMessage {
  step: number;
  state: string;
  reason: string | null;
  attempts: number;
  messageId: string | null;
  errorCode: string | null;
  errorDetails: string | null;
  claimedAt: string;
  settledAt: string | null;
}

/** Enrolments under this key in every workspace; each workspace is asked by its own index. */
export async function enrolmentsUnder(tx: Tx, emailKey: string): Promise<HeldEnrolment[]> {
  const { rows } = await sql<HeldEnrolment>`
    select e.workspace_id, e.campaign_id, e.id, w.name as organisation, o.name as campaign, e.email, e.fields, e.time_zone, e.state, e.reason,
      e.variant, e.subject, e.enrolled_at, e.ended_at,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'step', d.step, 'state', d.state, 'reason', d.reason, 'attempts', d.attempts, 'messageId', d.message_id, 'errorCode', d.error_code,
          'errorDetails', d.error_details, 'claimedAt', d.claimed_at, 'settledAt', d.settled_at) order by d.step)
        from outreach_deliveries d where d.workspace_id = e.workspace_id and d.campaign_id = e.campaign_id and d.enrolment_id = e.id), '[]') as messages
    from workspaces w
    join enrolments e on e.workspace_id = w.workspace_id and e.email_key = ${emailKey}
    join outreach_campaigns o on o.workspace_id = e.workspace_id and o.id = e.campaign_id
    order by w.name, e.id`.execute(tx);
  return rows;
}

/**
 * Deletes them from every campaign, with the record of what was sent. The counts stay. What nobody knew is counted as failed: nobody can find out any
 * more, and a campaign must be able to finish.
 */
export async function deleteEnrolmentsUnder(tx: Tx, emailKey: string): Promise<{ workspaceId: string; campaignId: string }[]> {
  // First the people and then their messages, in the order in which claims take them.
  const locked = await tx
    .selectFrom('enrolments')
    .select(['workspaceId', 'campaignId', 'id'])
    .where('emailKey', '=', emailKey)
    .orderBy('workspaceId')
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { workspaceId, campaignId, id } of locked) {
    await sql`
      update outreach_counts c set uncertain = c.uncertain - 1, failed = c.failed + 1
      from (
        select distinct on (d.step) n.workspace_id, n.campaign_id, n.step, n.variant, n.mailbox_id, n.hour
        from outreach_deliveries d
        join outreach_counts n on n.workspace_id = d.workspace_id and n.campaign_id = d.campaign_id and n.step = d.step
          and n.variant = d.variant and n.uncertain > 0
        where d.workspace_id = ${workspaceId} and d.campaign_id = ${campaignId} and d.enrolment_id = ${id} and d.state = 'uncertain'
        order by d.step, n.hour
      ) as one
      where c.workspace_id = one.workspace_id and c.campaign_id = one.campaign_id and c.step = one.step and c.variant = one.variant
        and c.mailbox_id = one.mailbox_id and c.hour = one.hour`.execute(tx);
    await tx
      .deleteFrom('enrolments')
      .where('workspaceId', '=', workspaceId)
      .where('campaignId', '=', campaignId)
      .where('id', '=', id)
      .execute();
  }
  return locked.map(({ workspaceId, campaignId }) => ({ workspaceId, campaignId }));
}
