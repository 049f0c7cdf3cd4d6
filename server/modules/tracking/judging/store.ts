import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import type { Hit } from '../hit.ts';
import type { Verdict } from '../judge-hit.ts';

export interface OfCampaign {
  workspaceId: string;
  campaignId: string;
}

/** Campaigns with hits that have waited long enough to be judged. */
export async function campaignsToJudge(tx: Tx, until: Date): Promise<OfCampaign[]> {
  const { rows } = await sql<OfCampaign>`
    select distinct workspace_id, campaign_id from tracked_hits where verdict is null and at <= ${until}
    order by workspace_id, campaign_id`.execute(tx);
  return rows;
}

/** Lets one at a time judge the hits of a campaign: counts are adjusted by what was before. */
export async function lockJudging(tx: Tx, { campaignId }: OfCampaign): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('judge hits ' || ${campaignId}::text, 0))`.execute(tx);
}

export interface KeptHit extends Hit {
  id: string;
  enrolmentId: string;
  verdict: Verdict | null;
  because: string | null;
}

const columns = sql`id, at, enrolment_id, step, kind, link_id, host(ip_address) as ip_address, user_agent, head, ahead, verdict, because`;

const where = ({ workspaceId, campaignId }: OfCampaign): RawBuilder<unknown> =>
  sql`workspace_id = ${workspaceId} and campaign_id = ${campaignId}`;

/** The next hits in the order of time: those without a verdict, or all of them from a place on. */
export async function hitsToJudge(
  tx: Tx,
  of: OfCampaign,
  { until, after, most }: { until: Date; after: { at: Date; id: string } | 'undecided'; most: number },
): Promise<KeptHit[]> {
  const which = after === 'undecided' ? sql`verdict is null` : sql`(at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<KeptHit>`
    select ${columns} from tracked_hits where ${where(of)} and at <= ${until} and ${which} order by at, id limit ${most}`.execute(tx);
  return rows;
}

/** The hits of these recipients in a span of time. */
export async function hitsAround(
  tx: Tx,
  of: OfCampaign,
  { enrolmentIds, from, to }: { enrolmentIds: readonly string[]; from: Date; to: Date },
): Promise<KeptHit[]> {
  const { rows } = await sql<KeptHit>`
    select ${columns} from tracked_hits
    where ${where(of)} and enrolment_id = any(${enrolmentIds}::uuid[]) and at between ${from} and ${to}`.execute(tx);
  return rows;
}

/** From which addresses recipients were opened in a span of time. */
export async function addressesIn(tx: Tx, of: OfCampaign, { from, to }: { from: Date; to: Date }) {
  const { rows } = await sql<{ ipAddress: string; enrolmentId: string; at: Date }>`
    select host(ip_address) as ip_address, enrolment_id, at from tracked_hits
    where ${where(of)} and at between ${from} and ${to} and ip_address is not null order by at`.execute(tx);
  return rows;
}

/**
 * When messages to these recipients were handed over. Of one of which nobody knew for a while, that is when it was begun: what became of it was said
 * minutes or days later.
 */
export async function handedOver(tx: Tx, { workspaceId, campaignId }: OfCampaign, enrolmentIds: readonly string[]) {
  const { rows } = await sql<{ enrolmentId: string; step: number; settledAt: Date }>`
    select enrolment_id, step,
      case when settled_at > claimed_at + interval '2 minutes' then claimed_at else settled_at end as settled_at
    from outreach_deliveries
    where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and enrolment_id = any(${enrolmentIds}::uuid[])
      and settled_at is not null`.execute(tx);
  return new Map(rows.map(({ enrolmentId, step, settledAt }) => [`${enrolmentId} ${step}`, settledAt]));
}

export interface Decision {
  at: Date;
  id: string;
  verdict: Verdict;
  because: string;
}

export async function setVerdicts(tx: Tx, of: OfCampaign, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  const pick = <Value>(value: (one: Decision) => Value) => decisions.map(value);
  await sql`
    update tracked_hits h set verdict = d.verdict, because = d.because
    from unnest(${pick(({ at }) => at)}::timestamptz[], ${pick(({ id }) => id)}::uuid[], ${pick(({ verdict }) => verdict)}::text[],
      ${pick(({ because }) => because)}::text[]) as d (at, id, verdict, because)
    where h.workspace_id = ${of.workspaceId} and h.campaign_id = ${of.campaignId} and h.at = d.at and h.id = d.id`.execute(tx);
}

export interface CountedRecipients {
  step: number;
  variant: string;
  mailboxId: string | null;
  hour: Date;
  kind: 'open' | 'click';
  verdict: Verdict;
  recipients: number;
}

/** What these recipients, or all, come to in the counts of their campaign: each once a message, kind and verdict, in the hour of the first time. */
export async function countRecipients(tx: Tx, of: OfCampaign, enrolmentIds?: readonly string[]): Promise<CountedRecipients[]> {
  const { rows } = await sql<CountedRecipients>`
    select f.step, d.variant, d.mailbox_id, f.hour, f.kind, f.verdict, count(*)::int as recipients
    from (
      select enrolment_id, step, kind, verdict, date_trunc('hour', min(at), 'UTC') as hour from tracked_hits
      where ${where(of)} and ${among(enrolmentIds)} and verdict is not null and kind in ('open', 'click')
      group by enrolment_id, step, kind, verdict
    ) f
    join outreach_deliveries d on d.workspace_id = ${of.workspaceId} and d.campaign_id = ${of.campaignId}
      and d.enrolment_id = f.enrolment_id and d.step = f.step
    group by f.step, d.variant, d.mailbox_id, f.hour, f.kind, f.verdict`.execute(tx);
  return rows;
}

/** The same for links: each recipient once a link and verdict. */
export async function countLinks(tx: Tx, of: OfCampaign, enrolmentIds?: readonly string[]) {
  const { rows } = await sql<{ linkId: string; verdict: Verdict; recipients: number }>`
    select link_id, verdict, count(distinct enrolment_id)::int as recipients from tracked_hits
    where ${where(of)} and ${among(enrolmentIds)} and verdict is not null and kind = 'click'
    group by link_id, verdict`.execute(tx);
  return rows;
}

const among = (enrolmentIds?: readonly string[]) => (enrolmentIds ? sql`enrolment_id = any(${enrolmentIds}::uuid[])` : sql`true`);
