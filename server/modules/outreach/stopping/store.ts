import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export interface StopOf {
  workspaceId: string;
  emailKey: string;
  /** Only in this campaign. */
  campaignId?: string | undefined;
}

/** Somebody waits, a message is leaving, or it may go on once a member says what became of one that is uncertain. */
export const mayGoOn = sql<boolean>`(state in ('waiting', 'sending') or (state = 'stopped' and reason = 'uncertain'))`;

/**
 * Ends what still goes on of an address. Waits for a claim that is under way: what is claimed after this was committed finds the end.
 * A message that is leaving at this moment leaves; nothing follows it.
 */
export async function endEnrolments(tx: Tx, { workspaceId, emailKey, campaignId }: StopOf, reason: string, now: Date) {
  return tx
    .updateTable('enrolments')
    .set({ state: 'stopped', reason, endedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('emailKey', '=', emailKey)
    .where(mayGoOn)
    .$if(campaignId !== undefined, (query) => query.where('campaignId', '=', campaignId ?? ''))
    .returning(['campaignId', 'id'])
    .execute();
}

/** The last step of each of these enrolments of which a message left, or may have. */
export async function lastSteps(
  tx: Tx,
  workspaceId: string,
  enrolments: readonly { campaignId: string; id: string }[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; step: number }>`
    select d.enrolment_id as id, max(d.step) as step from outreach_deliveries d
    join unnest(${enrolments.map(({ campaignId }) => campaignId)}::uuid[], ${enrolments.map(({ id }) => id)}::uuid[]) as e (campaign_id, id)
      on d.campaign_id = e.campaign_id and d.enrolment_id = e.id
    where d.workspace_id = ${workspaceId} and d.state in ('accepted', 'sending', 'uncertain') group by d.enrolment_id`.execute(tx);
  return new Map(rows.map(({ id, step }) => [id, step]));
}

/** Ends what still goes on in a campaign for everybody of the company that a contact belongs to; nobody where they belong to none. */
export async function endEnrolmentsOfCompany(
  tx: Tx,
  { workspaceId, campaignId, contactId }: { workspaceId: string; campaignId: string; contactId: string },
  reason: string,
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update enrolments set state = 'stopped', reason = ${reason}, ended_at = ${now}
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and id in (
      select id from enrolments where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and ${mayGoOn} and contact_id in (
        select c.id from contacts c where c.workspace_id = ${workspaceId} and c.company_id = (
          select o.company_id from contacts o where o.workspace_id = ${workspaceId} and o.id = ${contactId}))
      order by id for update)`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** The workspaces in which something still goes on for an address: asked of each one’s own index. */
export async function workspacesEnrolling(tx: Tx, emailKey: string): Promise<string[]> {
  const { rows } = await sql<{ workspaceId: string }>`
    select w.workspace_id from workspaces w
    where exists (
      select from enrolments e where e.workspace_id = w.workspace_id and e.email_key = ${emailKey} and ${mayGoOn}
    )
    order by w.workspace_id`.execute(tx);
  return rows.map(({ workspaceId }) => workspaceId);
}
