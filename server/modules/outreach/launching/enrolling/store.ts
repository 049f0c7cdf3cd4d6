import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../../../platform/database.ts';
import { mergeValuesSql } from '../../../contacts/index.ts';
import { isLeftOutAsBad, isQuiet, isSuppressed, type Meant } from '../store.ts';

/** How a recipient is enrolled: the variants by weight, the zone, and from when on their first message may leave. */
export interface Enrolling {
  variants: readonly { variant: string; weight: number }[];
  timeZone: string;
  /** The zones of contacts that are known to this runtime, where each is written to by their own clock. */
  knownZones: readonly string[] | null;
  dueAt: Date;
  now: Date;
  /** Only whoever has a higher number is concerned. */
  afterSeq: number;
}

/**
 * A UUID of version 7 of a moment (RFC 9562 section 5.7), made where the rows are: a million of them do not travel. They count upwards, 4,096 to a
 * millisecond (section 6.2, method 1), so that each row is beside the one before it in the table and in its index; the other 62 bits are random.
 */
const idOf = (now: Date, seq: RawBuilder<number>): RawBuilder<string> =>
  sql`(lpad(to_hex(${now.getTime()}::int8 + ${seq} / 4096), 12, '0') || to_hex(28672 + ${seq} % 4096) || substr(gen_random_uuid()::text, 20))::uuid`;

/** The variant that an id falls to by the weights: always the same for the same id and weights. */
function variantOf(id: RawBuilder<string>, variants: Enrolling['variants']): RawBuilder<string> {
  const meant = variants.filter(({ weight }) => weight > 0);
  const [only] = meant;
  const last = meant.at(-1)?.variant ?? only?.variant ?? 'a';
  if (meant.length < 2) return sql`${last}::text`;
  const total = meant.reduce((sum, { weight }) => sum + weight, 0);
  let upTo = 0;
  const cases = meant.map(({ variant, weight }) => {
    upTo += weight;
    return sql`when (uuid_hash_extended(${id}, 0) & 9223372036854775807) % ${total}::int8 < ${upTo}::int8 then ${variant}::text`;
  });
  return sql`case ${sql.join(cases, sql` `)} else ${last}::text end`;
}

/** The zone in which the contact `c` is written to. */
const zoneOf = ({ timeZone, knownZones }: Pick<Enrolling, 'timeZone' | 'knownZones'>): RawBuilder<string> =>
  knownZones === null
    ? sql`${timeZone}::text`
    : sql`case when c.time_zone = any (${sql.val([...knownZones])}::text[]) then c.time_zone else ${timeZone}::text end`;

/** How many recipients there would be in each zone: whoever was added by hand is counted in that of the campaign. */
export async function countByZone(tx: Tx, meant: Meant, enrolling: Pick<Enrolling, 'timeZone' | 'knownZones'>) {
  const { workspaceId, campaignId, audience, suppressedKeys } = meant;
  const { rows } = await sql<{ timeZone: string; count: number }>`
    select v.time_zone, count(*)::int4 as count from (
      select ${zoneOf(enrolling)} as time_zone from contacts c
      where c.workspace_id = ${workspaceId} and c.id in (${audience})
        and not ${isSuppressed(suppressedKeys, sql`c.email_key`)} and not ${isQuiet(meant)} and not ${isLeftOutAsBad(meant)}
        and not exists (
          select from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.email_key = c.email_key)
      union all
      select ${enrolling.timeZone}::text from enrolments e left join contacts c on c.workspace_id = ${workspaceId} and c.email_key = e.email_key
      where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and not ${isSuppressed(suppressedKeys, sql`e.email_key`)}
        and not ${isLeftOutAsBad(meant)}
    ) as v group by v.time_zone`.execute(tx);
  return rows;
}

/**
 * Enrols an audience in one statement, each address once whatever lists it stands in, with the values of its merge tags as they are now, and counts who
 * came. Whoever is a recipient already stays as they are; the campaign is locked, so nobody becomes one meanwhile. They are written in the order in
 * which the contacts came, because rows in the order of an index cost a third of those that are strewn over it.
 * @returns how many were enrolled
 */
export async function enrolAudience(tx: Tx, meant: Meant, enrolling: Enrolling): Promise<number> {
  const { workspaceId, campaignId, audience, suppressedKeys } = meant;
  const { now, dueAt, variants, afterSeq } = enrolling;
  const { rows } = await sql<{ enrolled: number }>`
    with enrolled as (
      insert into enrolments
        (workspace_id, campaign_id, id, contact_id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
      select ${workspaceId}, ${campaignId}, m.id, m.contact_id, m.email, m.email_key, m.fields, m.time_zone, 'waiting', 1,
        ${variantOf(sql`m.id`, variants)}, ${dueAt}, m.seq, ${now}
      from (
        select ${idOf(now, sql`n.seq`)} as id, n.* from (
          select c.id as contact_id, c.email, c.email_key, ${mergeValuesSql()} as fields, ${zoneOf(enrolling)} as time_zone,
            row_number() over (order by c.id) + ${afterSeq}::int8 as seq
          from contacts c left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
          where c.workspace_id = ${workspaceId} and c.id in (${audience})
            and not ${isSuppressed(suppressedKeys, sql`c.email_key`)} and not ${isQuiet(meant)} and not ${isLeftOutAsBad(meant)}
            and not exists (
              select from enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.email_key = c.email_key)
        ) as n
      ) as m
      returning variant
    ), counted as (${countsOf(meant, enrolling, sql`enrolled e`)})
    select count(*) as enrolled from enrolled`.execute(tx);
  return rows[0]?.enrolled ?? 0;
}

/** Takes out those who were added by hand before the launch and may not be written to, or whose address is no good. */
export async function deleteLeftOut(tx: Tx, { workspaceId, campaignId, suppressedKeys, leavesOutBad }: Meant): Promise<void> {
  const ofCampaign = sql`e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId}`;
  await sql`delete from enrolments e where ${ofCampaign} and ${isSuppressed(suppressedKeys, sql`e.email_key`)}`.execute(tx);
  if (leavesOutBad)
    await sql`
      delete from enrolments e using contacts c
      where ${ofCampaign} and c.workspace_id = ${workspaceId} and c.email_key = e.email_key and c.verdict = 'bad'`.execute(tx);
}

/**
 * Readies those who were added by hand: their variant, their zone and when they are due; and what their own rows said comes before what the address
 * book knows.
 */
export async function readyAdded(
  tx: Tx,
  { workspaceId, campaignId }: Pick<Meant, 'workspaceId' | 'campaignId'>,
  enrolling: Enrolling,
): Promise<void> {
  const { now, dueAt, variants, afterSeq, timeZone } = enrolling;
  const added = sql`e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.seq > ${afterSeq}`;
  await sql`
    update enrolments e set own_fields = e.fields, due_at = ${dueAt}, enrolled_at = ${now}, variant = ${variantOf(sql`e.id`, variants)}, time_zone = ${timeZone}
    where ${added}`.execute(tx);
  await sql`
    update enrolments e set fields = ${mergeValuesSql()} || e.fields, time_zone = ${zoneOf(enrolling)}
    from contacts c left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    where ${added} and c.workspace_id = ${workspaceId} and c.id = e.contact_id`.execute(tx);
}

/**
 * Undoes what a launch wrote before anything began: who came from the audience is gone, and with them who was removed since; who was added by hand has
 * their own values again.
 */
export async function takeBackEnrolments(
  tx: Tx,
  { workspaceId, campaignId, timeZone }: Pick<Meant, 'workspaceId' | 'campaignId'> & { timeZone: string },
): Promise<void> {
  const ofCampaign = sql`workspace_id = ${workspaceId} and campaign_id = ${campaignId}`;
  await sql`delete from enrolments where ${ofCampaign} and (own_fields is null or state <> 'waiting')`.execute(tx);
  await sql`
    update enrolments set fields = own_fields, own_fields = null, variant = 'a', time_zone = ${timeZone} where ${ofCampaign}`.execute(tx);
  await sql`delete from outreach_counts where ${ofCampaign}`.execute(tx);
}

/** Adds some of the recipients to the counts, by their variant. */
const countsOf = (
  { workspaceId, campaignId }: Pick<Meant, 'workspaceId' | 'campaignId'>,
  { now }: Pick<Enrolling, 'now'>,
  enrolled: RawBuilder<unknown>,
) => sql`
    insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, enrolled)
    select ${workspaceId}, ${campaignId}, 1, e.variant, ${nobody}, date_trunc('hour', ${now}::timestamptz), count(*)::int4
    from ${enrolled} group by e.variant
    on conflict (workspace_id, campaign_id, step, variant, mailbox_id, hour)
      do update set enrolled = outreach_counts.enrolled + excluded.enrolled`;

/** Adds to the counts who was added by hand after a number. */
export async function countAddedAfter(
  tx: Tx,
  meant: Pick<Meant, 'workspaceId' | 'campaignId'>,
  enrolling: Pick<Enrolling, 'afterSeq' | 'now'>,
): Promise<void> {
  const { workspaceId, campaignId } = meant;
  await countsOf(
    meant,
    enrolling,
    sql`enrolments e where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.seq > ${enrolling.afterSeq}`,
  ).execute(tx);
}
/** In the counts: no mailbox in particular. */
const nobody = '00000000-0000-0000-0000-000000000000';
