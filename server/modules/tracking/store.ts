import { sql } from 'kysely';
import type { Statements, Tx } from '../../platform/database.ts';

export interface NewLink {
  campaignId: string;
  id: string;
  step: number;
  url: string;
  /** Of a link that was made for one recipient. */
  enrolmentId: string | null;
}

/** Writes down where links lead; those that are known stay as they are. */
export async function insertLinks(tx: Tx, workspaceId: string, links: readonly NewLink[], now: Date): Promise<void> {
  await tx
    .insertInto('outreachLinks')
    .values(links.map((link) => ({ ...link, workspaceId, notedAt: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface FoundLink {
  id: string;
  url: string;
  /** Whether its address was made for one recipient. */
  forOne: boolean;
}

/** Where one link leads. */
export async function findLink(tx: Tx, workspaceId: string, campaignId: string, id: string): Promise<FoundLink | undefined> {
  const row = await tx
    .selectFrom('outreachLinks')
    .select(['id', 'url', 'enrolmentId'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, url: row.url, forOne: row.enrolmentId !== null };
}

/** The links of a campaign that are the same for everybody. */
export async function sharedLinks(tx: Tx, workspaceId: string, campaignId: string, most: number): Promise<{ id: string; url: string }[]> {
  return tx
    .selectFrom('outreachLinks')
    .select(['id', 'url'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('enrolmentId', 'is', null)
    .limit(most)
    .execute();
}

/** One time that a message or a link was opened. */
export interface NewHit {
  workspaceId: string;
  campaignId: string;
  at: Date;
  id: string;
  enrolmentId: string;
  step: number | null;
  kind: 'open' | 'click' | 'hidden' | 'leave';
  linkId: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  head: boolean;
  ahead: boolean;
}

/** So often is noted of one recipient in one campaign that something was opened: whatever opens more says nothing new, and has to be judged with the rest. */
export const mostOfOne = 2_000;

/**
 * Writes hits of any workspaces down, as far as their campaign still wants to know who opens what and their recipient is still there. The same hit a
 * second time changes nothing.
 * @param isOften whether so much is noted of a recipient that it has to be looked whether it is the most; the look costs more than the row
 */
export async function insertHits(
  database: Statements,
  hits: readonly NewHit[],
  isOften: (hit: NewHit) => boolean = () => true,
): Promise<void> {
  if (hits.length === 0) return;
  const of = <Value>(pick: (hit: NewHit) => Value) => hits.map(pick);
  await sql`select write_hits(${of((hit) => hit.workspaceId)}, ${of((hit) => hit.campaignId)}, ${of((hit) => hit.at)}, ${of((hit) => hit.id)},
    ${of((hit) => hit.enrolmentId)}, ${of((hit) => hit.step)}, ${of((hit) => hit.kind)}, ${of((hit) => hit.linkId)},
    ${of((hit) => hit.ipAddress)}, ${of((hit) => hit.userAgent)}, ${of((hit) => hit.head)}, ${of((hit) => hit.ahead)}, ${of(isOften)}, ${mostOfOne})`.execute(
    database,
  );
}

/** Of these campaigns those that count opens and clicks in sum alone. */
export async function countingInSum(tx: Tx, campaignIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from outreach_campaigns where id = any(${campaignIds}::uuid[]) and tracking = 'aggregate'`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Whether a batch was not written down before: what is counted in it must be counted once, whoever heard of it. */
export async function isFirst(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .insertInto('trackingBatches')
    .values({ id, writtenAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.length > 0;
}

/**
 * Whether a batch was written down; whoever is about to write it down is waited for, where nobody heard what came of it. Nothing is left behind, so that
 * each of its entries may ask the same.
 */
export async function wasWritten(tx: Tx, id: string, now: Date): Promise<boolean> {
  if (!(await isFirst(tx, id, now))) return true;
  await tx.deleteFrom('trackingBatches').where('id', '=', id).execute();
  return false;
}

/** Nobody tries longer than that to write the same batch down. */
export async function forgetBatches(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('trackingBatches').where('writtenAt', '<', before).execute();
}

const counters = ['opened_people', 'opened_machines', 'opened_unknown', 'clicked_people', 'clicked_machines', 'clicked_unknown'];

/** Lets no count of opens and clicks of these campaigns stand below nothing. */
export async function liftToNothing(tx: Tx, workspaceId: string, campaignIds: readonly string[]): Promise<void> {
  const columns = counters.map((name) => sql.ref(name));
  await sql`
    update outreach_counts set ${sql.join(columns.map((column) => sql`${column} = greatest(0, ${column})`))}
    where workspace_id = ${workspaceId} and campaign_id = any(${campaignIds}::uuid[]) and least(${sql.join(columns)}) < 0`.execute(tx);
}

export interface LinkCount {
  campaignId: string;
  linkId: string;
  verdict: 'person' | 'machine' | 'unknown';
  by: number;
}

/** Adds to the counts of links, in one order, so that two who add do not wait for each other in a ring. */
export async function addLinkCounts(tx: Tx, workspaceId: string, counted: readonly LinkCount[]): Promise<void> {
  if (counted.length === 0) return;
  const of = <Value>(pick: (one: LinkCount) => Value) => counted.map(pick);
  await sql`
    with summed as (
      select c.campaign_id, c.link_id, coalesce(sum(c.by) filter (where c.verdict = 'person'), 0)::int as people,
        coalesce(sum(c.by) filter (where c.verdict = 'machine'), 0)::int as machines,
        coalesce(sum(c.by) filter (where c.verdict = 'unknown'), 0)::int as unknown
      from unnest(${of((one) => one.campaignId)}::uuid[], ${of((one) => one.linkId)}::uuid[], ${of((one) => one.verdict)}::text[],
        ${of((one) => one.by)}::int[]) as c (campaign_id, link_id, verdict, by)
      group by c.campaign_id, c.link_id
    ), locked as (
      select l.campaign_id, l.id from outreach_links l join summed s on s.campaign_id = l.campaign_id and s.link_id = l.id
      where l.workspace_id = ${workspaceId} order by l.campaign_id, l.id for update of l
    )
    update outreach_links l set clicked_people = greatest(0, l.clicked_people + s.people),
      clicked_machines = greatest(0, l.clicked_machines + s.machines), clicked_unknown = greatest(0, l.clicked_unknown + s.unknown)
    from summed s join locked k on k.campaign_id = s.campaign_id and k.id = s.link_id
    where l.workspace_id = ${workspaceId} and l.campaign_id = s.campaign_id and l.id = s.link_id`.execute(tx);
}
