import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import { usualGuards, type GuardedAgainst, type Guards } from './guards.ts';

const pair = (most: number | null, days: number | null) => (most === null || days === null ? null : { most, days });

/** What a workspace has set, or what holds where it said nothing. */
export async function guardsOf(tx: Tx, workspaceId: string): Promise<Guards> {
  const row = await tx
    .selectFrom('outreachGuards')
    .select(['personMessages', 'personDays', 'companyPeople', 'companyDays', 'bouncePercent', 'complaintPermille'])
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirst();
  if (!row) return usualGuards;
  const { personMessages, personDays, companyPeople, companyDays, ...rates } = row;
  return { person: pair(personMessages, personDays), company: pair(companyPeople, companyDays), ...rates };
}

export async function saveGuards(
  tx: Tx,
  workspaceId: string,
  { person, company, bouncePercent, complaintPermille }: Guards,
): Promise<void> {
  const row = {
    personMessages: person?.most ?? null,
    personDays: person?.days ?? null,
    companyPeople: company?.most ?? null,
    companyDays: company?.days ?? null,
    bouncePercent,
    complaintPermille,
  };
  await tx
    .insertInto('outreachGuards')
    .values({ workspaceId, ...row })
    .onConflict((conflict) => conflict.column('workspaceId').doUpdateSet(row))
    .execute();
}

/**
 * Of how many of the latest messages of a campaign something came back, surely and not by a guess, which anybody could forge, and how many recipients were
 * refused at once; a recipient counts once, whichever is known of them. From the hour on in which the last `among` of the messages begin, and not from before
 * a member let it run on.
 */
export async function cameBack(
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  { against, among, since }: { against: GuardedAgainst; among: number; since: Date | null },
): Promise<{ came: number; accepted: number; refused: number }> {
  const isBounces = against === 'bounces';
  const kind = isBounces ? sql`r.kind = 'bounce' and r.severity in ('hard', 'refused')` : sql`r.kind = 'complaint'`;
  const { rows } = await sql<{ came: number; accepted: number; refused: number }>`
    with hours as (
      select hour, sum(accepted) as accepted, sum(failed) as failed from outreach_counts
      where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and hour >= coalesce(date_trunc('hour', ${since}::timestamptz), '-infinity')
      group by hour
    ), latest as (
      select hour, accepted from (
        select hour, accepted, sum(accepted + failed) over (order by hour desc) - accepted - failed as later from hours) h
      where h.later < ${among}
    ), begun as (select min(hour) as hour from latest), returned as (
      select r.enrolment_id from outreach_returns r, begun b
      where r.workspace_id = ${workspaceId} and r.campaign_id = ${campaignId} and ${kind} and r.matched_by <> 'address'
        and r.came_at >= b.hour and r.came_at > coalesce(${since}::timestamptz, '-infinity')
    ), refused as (
      select d.enrolment_id from outreach_deliveries d, begun b
      where ${isBounces} and d.workspace_id = ${workspaceId} and d.campaign_id = ${campaignId} and d.state = 'failed'
        and d.reason = 'address_refused' and d.settled_at >= b.hour and d.settled_at > coalesce(${since}::timestamptz, '-infinity')
    )
    select (select coalesce(sum(accepted), 0) from latest)::int4 as accepted, (select count(*) from refused)::int4 as refused,
      (select count(*) from (select enrolment_id from returned union select enrolment_id from refused) c)::int4 as came`.execute(tx);
  return rows[0] ?? { came: 0, accepted: 0, refused: 0 };
}

/** The address of a recipient whom a mail server refused; nothing where it is known no more. */
export async function refusedRecipient(
  tx: Tx,
  workspaceId: string,
  { campaignId, enrolmentId }: { campaignId: string; enrolmentId: string },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('enrolments as e')
    .innerJoin('outreachDeliveries as d', (join) =>
      join.onRef('d.workspaceId', '=', 'e.workspaceId').onRef('d.campaignId', '=', 'e.campaignId').onRef('d.enrolmentId', '=', 'e.id'),
    )
    .select('e.email')
    .where('e.workspaceId', '=', workspaceId)
    .where('e.campaignId', '=', campaignId)
    .where('e.id', '=', enrolmentId)
    .where('d.state', '=', 'failed')
    .where('d.reason', '=', 'address_refused')
    .limit(1)
    .executeTakeFirst();
  return row?.email;
}

/** Whom to tell of a campaign that paused by itself, and whether they were: who launched it, or else who made it, as long as they are a member. */
export async function pausedOutreach(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('outreachCampaigns as c')
    .innerJoin('workspaces as w', 'w.workspaceId', 'c.workspaceId')
    .innerJoin('members as b', (join) =>
      join.onRef('b.workspaceId', '=', 'c.workspaceId').on('b.userId', '=', (value) => value.fn.coalesce('c.launchedBy', 'c.createdBy')),
    )
    .innerJoin('users as u', 'u.id', 'b.userId')
    .select(['c.name', 'c.pausedBecause', 'u.email', 'w.slug'])
    .select((value) => value.fn.coalesce(value('c.pauseToldAt', '>=', value.ref('c.pausedAt')), value.val(false)).as('wasTold'))
    .where('c.workspaceId', '=', workspaceId)
    .where('c.id', '=', campaignId)
    .where('c.state', '=', 'paused')
    .executeTakeFirst();
}

/** Its pause was told; a later one is told anew. */
export async function setPauseTold(tx: Tx, workspaceId: string, campaignId: string, at: Date): Promise<void> {
  await tx
    .updateTable('outreachCampaigns')
    .set({ pauseToldAt: at })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', campaignId)
    .execute();
}
