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
  /** What came back for them. */
  returned: HeldReturn[];
  /** Each time that one of them was opened, where the campaign wanted to know. */
  opened: HeldHit[];
  /** Links in them whose addresses were made for this person. */
  ownLinks: { step: number; url: string }[];
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

interface HeldReturn {
  step: number;
  kind: string;
  severity: string | null;
  statusCode: string | null;
  knownBy: string;
  backOn: string | null;
  cameAt: string;
}

interface HeldHit {
  at: string;
  step: number | null;
  kind: string;
  url: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  takenFor: string | null;
  because: string | null;
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
        from outreach_deliveries d where d.workspace_id = e.workspace_id and d.campaign_id = e.campaign_id and d.enrolment_id = e.id), '[]') as messages,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'step', r.step, 'kind', r.kind, 'severity', r.severity, 'statusCode', r.status_code, 'knownBy', r.matched_by,
          'backOn', r.back_on, 'cameAt', r.came_at) order by r.came_at)
        from outreach_returns r where r.workspace_id = e.workspace_id and r.campaign_id = e.campaign_id and r.enrolment_id = e.id), '[]') as returned,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'at', h.at, 'step', h.step, 'kind', h.kind, 'url', l.url, 'ipAddress', host(h.ip_address), 'userAgent', h.user_agent,
          'takenFor', h.verdict, 'because', h.because) order by h.at)
        from tracked_hits h
        left join outreach_links l on l.workspace_id = h.workspace_id and l.campaign_id = h.campaign_id and l.id = h.link_id
        where h.workspace_id = e.workspace_id and h.campaign_id = e.campaign_id and h.enrolment_id = e.id), '[]') as opened,
      coalesce((
        select jsonb_agg(jsonb_build_object('step', l.step, 'url', l.url) order by l.step, l.url)
        from outreach_links l where l.workspace_id = e.workspace_id and l.campaign_id = e.campaign_id and l.enrolment_id = e.id), '[]') as own_links
    from workspaces w
    join enrolments e on e.workspace_id = w.workspace_id and e.email_key = ${emailKey}
    join outreach_campaigns o on o.workspace_id = e.workspace_id and o.id = e.campaign_id
    order by w.name, e.id`.execute(tx);
  return rows;
}

/** The counts of a domain with fewer messages than this, as many as one recipient may get, may be of one person. */
const fewOfDomain = 20;

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
    await sql`
      delete from outreach_domain_counts where workspace_id = ${workspaceId} and campaign_id = ${campaignId}
        and domain = ${emailKey.slice(emailKey.lastIndexOf('@') + 1)} and accepted + failed < ${fewOfDomain}`.execute(tx);
    await tx
      .deleteFrom('enrolments')
      .where('workspaceId', '=', workspaceId)
      .where('campaignId', '=', campaignId)
      .where('id', '=', id)
      .execute();
  }
  return locked.map(({ workspaceId, campaignId }) => ({ workspaceId, campaignId }));
}
