import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** One thing that happened with a contact in a team campaign. */
export interface Happening {
  at: Date;
  what: 'enrolled' | 'stopped' | 'finished' | 'accepted' | 'failed' | 'skipped' | 'uncertain' | 'planned' | 'sending';
  campaignId: string;
  campaign: string;
  enrolmentId: string;
  deliveryId: string | null;
  step: number | null;
  reason: string | null;
}

/** What happened with a contact in team campaigns, newest first, up to a bound. */
export async function happeningsOf(tx: Tx, workspaceId: string, contactId: string, limit: number): Promise<Happening[]> {
  const { rows } = await sql<Happening>`
    select h.at, h.what, h.campaign_id, o.name as campaign, h.enrolment_id, h.delivery_id, h.step, h.reason from (
      select e.enrolled_at as at, 'enrolled' as what, e.campaign_id, e.id as enrolment_id, null::uuid as delivery_id, null::smallint as step,
        null::text as reason
      from enrolments e where e.workspace_id = ${workspaceId} and e.contact_id = ${contactId}
      union all
      select e.ended_at, e.state, e.campaign_id, e.id, null, null, e.reason
      from enrolments e where e.workspace_id = ${workspaceId} and e.contact_id = ${contactId} and e.ended_at is not null
      union all
      select coalesce(d.settled_at, d.claimed_at), d.state, d.campaign_id, e.id, d.id, d.step, d.reason
      from enrolments e join outreach_deliveries d
        on d.workspace_id = e.workspace_id and d.campaign_id = e.campaign_id and d.enrolment_id = e.id
      where e.workspace_id = ${workspaceId} and e.contact_id = ${contactId}
    ) h join outreach_campaigns o on o.workspace_id = ${workspaceId} and o.id = h.campaign_id
    order by h.at desc, h.step desc nulls last limit ${limit}`.execute(tx);
  return rows;
}
