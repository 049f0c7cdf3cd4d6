import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Tracking } from '../../outreach/index.ts';
import type { OfCampaign } from '../judging/store.ts';

export async function findCampaign(tx: Tx, { workspaceId, campaignId }: OfCampaign) {
  const row = await tx
    .selectFrom('outreachCampaigns')
    .select(['name', 'tracking'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', campaignId)
    .executeTakeFirst();
  return row && { name: row.name, tracking: row.tracking as Tracking };
}

export interface ByVerdict {
  people: number;
  machines: number;
  unknown: number;
}

/** The counts of opens and clicks by message, as they are kept. */
export async function countsByStep(tx: Tx, { workspaceId, campaignId }: OfCampaign) {
  const { rows } = await sql<{ step: number; opened: ByVerdict; clicked: ByVerdict }>`
    select step,
      json_build_object('people', sum(opened_people), 'machines', sum(opened_machines), 'unknown', sum(opened_unknown)) as opened,
      json_build_object('people', sum(clicked_people), 'machines', sum(clicked_machines), 'unknown', sum(clicked_unknown)) as clicked
    from outreach_counts where workspace_id = ${workspaceId} and campaign_id = ${campaignId} group by step order by step`.execute(tx);
  return rows;
}

const clicked = sql`json_build_object('people', sum(clicked_people), 'machines', sum(clicked_machines), 'unknown', sum(clicked_unknown)) as clicked`;

/** The counts of links that are the same for everybody, by message and in the order of how many people followed them. */
export async function countsByLink(tx: Tx, { workspaceId, campaignId }: OfCampaign, most: number) {
  const { rows } = await sql<{ step: number; url: string; clicked: ByVerdict }>`
    select step, url, ${clicked} from outreach_links
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and enrolment_id is null
    group by step, url, id order by step, sum(clicked_people) desc, url limit ${most}`.execute(tx);
  return rows;
}

/** Of links whose addresses were made for one recipient each, sums by message. */
export async function countsOfOwnLinks(tx: Tx, { workspaceId, campaignId }: OfCampaign) {
  const { rows } = await sql<{ step: number; links: number; clicked: ByVerdict }>`
    select step, count(*)::int as links, ${clicked} from outreach_links
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and enrolment_id is not null
    group by step order by step`.execute(tx);
  return rows;
}

export interface ShownHit {
  at: Date;
  id: string;
  email: string;
  step: number | null;
  kind: 'open' | 'click' | 'hidden' | 'leave';
  url: string | null;
  verdict: 'person' | 'machine' | 'unknown' | null;
  because: string | null;
  ipAddress: string | null;
  userAgent: string | null;
}

const hits = sql`
  select h.at, h.id, e.email, h.step, h.kind, l.url, h.verdict, h.because, host(h.ip_address) as ip_address, h.user_agent
  from tracked_hits h
  join enrolments e on e.workspace_id = h.workspace_id and e.campaign_id = h.campaign_id and e.id = h.enrolment_id
  left join outreach_links l on l.workspace_id = h.workspace_id and l.campaign_id = h.campaign_id and l.id = h.link_id`;

/** Of one recipient, newest first. */
export async function hitsOf(
  tx: Tx,
  { workspaceId, campaignId }: OfCampaign,
  { enrolmentId, before, most }: { enrolmentId: string; before: { at: Date; id: string } | undefined; most: number },
): Promise<ShownHit[]> {
  const { rows } = await sql<ShownHit>`
    ${hits} where h.workspace_id = ${workspaceId} and h.campaign_id = ${campaignId} and h.enrolment_id = ${enrolmentId}
      and ${before ? sql`(h.at, h.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`}
    order by h.at desc, h.id desc limit ${most}`.execute(tx);
  return rows;
}

/** Of everybody, oldest first. */
export async function allHits(
  tx: Tx,
  { workspaceId, campaignId }: OfCampaign,
  { after, most }: { after: { at: Date; id: string } | undefined; most: number },
): Promise<ShownHit[]> {
  const { rows } = await sql<ShownHit>`
    ${hits} where h.workspace_id = ${workspaceId} and h.campaign_id = ${campaignId}
      and ${after ? sql`(h.at, h.id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by h.at, h.id limit ${most}`.execute(tx);
  return rows;
}

/** Some recipients of whom something is noted. */
export async function someNoted(tx: Tx, { workspaceId, campaignId }: OfCampaign, most: number): Promise<string[]> {
  const { rows } = await sql<{ enrolmentId: string }>`
    select distinct enrolment_id from (
      select enrolment_id from tracked_hits where workspace_id = ${workspaceId} and campaign_id = ${campaignId} limit ${most}) h`.execute(
    tx,
  );
  return rows.map(({ enrolmentId }) => enrolmentId);
}

export async function deleteHits(tx: Tx, { workspaceId, campaignId }: OfCampaign, enrolmentIds: readonly string[]): Promise<void> {
  await sql`
    delete from tracked_hits
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and enrolment_id = any(${enrolmentIds}::uuid[])`.execute(tx);
}

/** What is left in the counts when nothing is noted any more: of campaigns that counted in sum, and of people who were erased. */
export async function clearCounts(tx: Tx, { workspaceId, campaignId }: OfCampaign): Promise<void> {
  await sql`
    update outreach_counts set opened_people = 0, opened_machines = 0, opened_unknown = 0, clicked_people = 0, clicked_machines = 0, clicked_unknown = 0
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId}`.execute(tx);
  await sql`
    update outreach_links set clicked_people = 0, clicked_machines = 0, clicked_unknown = 0
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId}`.execute(tx);
}
