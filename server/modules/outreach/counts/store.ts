import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What is counted of messages; each is a column of its own. What comes back is counted once a recipient, a bounce once a message. */
export const counters = [
  'accepted',
  'failed',
  'skipped',
  'uncertain',
  'replied',
  'autoReplied',
  'bouncedHard',
  'bouncedSoft',
  'refused',
  'complained',
  'unsubscribed',
  'openedPeople',
  'openedMachines',
  'openedUnknown',
  'clickedPeople',
  'clickedMachines',
  'clickedUnknown',
] as const;
export type Counter = (typeof counters)[number];

/** `recipients` are those who were enrolled, which is counted with the first step. */
export type OutreachCounts = Record<Counter | 'recipients', number>;

export const nothingCounted = Object.fromEntries(['recipients', ...counters].map((name) => [name, 0])) as OutreachCounts;

/** Counts of several parts together. */
export const sumOf = (counts: readonly OutreachCounts[]): OutreachCounts =>
  Object.fromEntries(
    (['recipients', ...counters] as const).map((name) => [name, counts.reduce((sum, one) => sum + one[name], 0)]),
  ) as OutreachCounts;

function counts(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('outreachCounts')
    .select(({ fn }) => [fn.sum<number>('enrolled').as('recipients'), ...counters.map((name) => fn.sum<number>(name).as(name))])
    .where('workspaceId', '=', workspaceId);
}

/** Sums of each campaign; those of which nothing was counted are absent. */
export async function totalsOf(tx: Tx, workspaceId: string, campaignIds: readonly string[]): Promise<Map<string, OutreachCounts>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await counts(tx, workspaceId).select('campaignId').where('campaignId', 'in', campaignIds).groupBy('campaignId').execute();
  return new Map(rows.map(({ campaignId, ...sums }) => [campaignId, sums]));
}

/** Sums of one campaign by step and variant. */
export async function countsByText(tx: Tx, workspaceId: string, campaignId: string) {
  return counts(tx, workspaceId)
    .select(['step', 'variant'])
    .where('campaignId', '=', campaignId)
    .groupBy(['step', 'variant'])
    .orderBy('step')
    .orderBy('variant')
    .execute();
}

/**
 * Sums of one campaign by mailbox, those that are gone as one, and by hour or day in UTC: both from reading its counts once.
 */
export async function countsByMailboxAndTime(tx: Tx, workspaceId: string, campaignId: string, unit: 'hour' | 'day') {
  // An hour is kept as it is asked for.
  const at = unit === 'hour' ? sql<Date>`hour` : sql<Date>`date_trunc('day', hour, 'UTC')`;
  const rows = await counts(tx, workspaceId)
    .select(['mailboxId', at.as('at')])
    .where('campaignId', '=', campaignId)
    .groupBy(sql`grouping sets ((mailbox_id), (${at}))`)
    .orderBy('at')
    .orderBy('mailboxId')
    .execute();
  // Of each row the database leaves empty what it is not a sum by.
  return {
    byMailbox: rows.flatMap(({ at: moment, ...row }) => ((moment as Date | null) === null ? [row] : [])),
    byTime: rows.flatMap(({ mailboxId, ...row }) => ((mailboxId as string | null) === null ? [row] : [])),
  };
}

/** What became of messages by the domain of their address, the most messages first. */
export async function countsByDomain(tx: Tx, workspaceId: string, campaignId: string, most: number) {
  return tx
    .selectFrom('outreachDomainCounts')
    .select(['domain', ...domainCounters])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy(sql`accepted + failed`, 'desc')
    .orderBy('domain')
    .limit(most)
    .execute();
}

/** The counts as they are kept: by step, variant, mailbox and hour. */
export async function countRows(tx: Tx, workspaceId: string, campaignId: string) {
  return tx
    .selectFrom('outreachCounts')
    .leftJoin('mailboxes', (join) =>
      join.onRef('mailboxes.workspaceId', '=', 'outreachCounts.workspaceId').onRef('mailboxes.id', '=', 'outreachCounts.mailboxId'),
    )
    .select([
      'outreachCounts.hour',
      'outreachCounts.step',
      'outreachCounts.variant',
      'mailboxes.address as mailbox',
      'outreachCounts.enrolled',
    ])
    .select(counters.map((name) => `outreachCounts.${name}` as const))
    .where('outreachCounts.workspaceId', '=', workspaceId)
    .where('outreachCounts.campaignId', '=', campaignId)
    .orderBy('outreachCounts.hour')
    .orderBy('outreachCounts.step')
    .orderBy('outreachCounts.variant')
    .execute();
}

export interface Counted {
  campaignId: string;
  step: number;
  variant: string;
  mailboxId: string | null;
  outcome: Counter;
  /** Canonical; by its domain is counted how each mail provider takes the messages. */
  emailKey?: string;
  /** One, or less than none where a member says what became of an uncertain one. */
  by: number;
}

/** The zero id is a mailbox that is gone. */
const goneMailbox = '00000000-0000-0000-0000-000000000000';

/** Adds to the counters of an hour, in the transaction that settles; in the order of the key, so that two who add do not wait for each other in a ring. */
export async function addCounts(tx: Tx, workspaceId: string, counted: readonly Counted[], now: Date): Promise<void> {
  if (counted.length === 0) return;
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const of = <Value>(pick: (one: Counted) => Value) => counted.map(pick);
  const { columns, sums, adds } = adding('outreach_counts', counters);
  await sql`
    insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, ${sql.join(columns)})
    select ${workspaceId}, c.campaign_id, c.step, c.variant, c.mailbox_id, ${hour}, ${sql.join(sums)}
    from unnest(${of((one) => one.campaignId)}::uuid[], ${of((one) => one.step)}::int[], ${of((one) => one.variant)}::text[],
      ${of((one) => one.mailboxId ?? goneMailbox)}::uuid[], ${of((one) => one.outcome)}::text[], ${of((one) => one.by)}::int[])
      as c (campaign_id, step, variant, mailbox_id, outcome, by)
    where exists (select from outreach_campaigns o where o.workspace_id = ${workspaceId} and o.id = c.campaign_id)
    group by c.campaign_id, c.step, c.variant, c.mailbox_id
    order by c.campaign_id, c.step, c.variant, c.mailbox_id
    on conflict (workspace_id, campaign_id, step, variant, mailbox_id, hour) do update set ${sql.join(adds)}`.execute(tx);
  await addDomainCounts(
    tx,
    workspaceId,
    counted.flatMap(({ emailKey, ...one }) =>
      emailKey !== undefined && (domainCounters as readonly string[]).includes(one.outcome) ? [{ ...one, emailKey }] : [],
    ),
  );
}

/** What is counted by domain. */
export const domainCounters = ['accepted', 'failed', 'bouncedHard', 'bouncedSoft', 'refused', 'replied', 'complained'] as const;

async function addDomainCounts(tx: Tx, workspaceId: string, counted: readonly (Counted & { emailKey: string })[]): Promise<void> {
  if (counted.length === 0) return;
  const of = <Value>(pick: (one: (typeof counted)[number]) => Value) => counted.map(pick);
  const { columns, sums, adds } = adding('outreach_domain_counts', domainCounters);
  await sql`
    insert into outreach_domain_counts (workspace_id, campaign_id, domain, ${sql.join(columns)})
    select ${workspaceId}, c.campaign_id, c.domain, ${sql.join(sums)}
    from unnest(${of((one) => one.campaignId)}::uuid[], ${of(({ emailKey }) => emailKey.slice(emailKey.lastIndexOf('@') + 1))}::text[], ${of((one) => one.outcome)}::text[],
      ${of((one) => one.by)}::int[]) as c (campaign_id, domain, outcome, by)
    where exists (select from outreach_campaigns o where o.workspace_id = ${workspaceId} and o.id = c.campaign_id)
    group by c.campaign_id, c.domain
    order by c.campaign_id, c.domain
    on conflict (workspace_id, campaign_id, domain) do update set ${sql.join(adds)}`.execute(tx);
}

/** The parts of a statement that adds to the counters of a table. */
function adding(table: string, names: readonly Counter[]) {
  const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    columns: names.map((name) => sql.ref(column(name))),
    sums: names.map((name) => sql`coalesce(sum(c.by) filter (where c.outcome = ${sql.lit(name)}), 0)`),
    adds: names.map(
      (name) => sql`${sql.ref(column(name))} = ${sql.ref(`${table}.${column(name)}`)} + ${sql.ref(`excluded.${column(name)}`)}`,
    ),
  };
}
