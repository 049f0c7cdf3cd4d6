import { sql, type RawBuilder } from 'kysely';
import type { Holding, Period } from '../../../privacy/promise.ts';
import type { Tx } from '../../platform/database.ts';

/**
 * The SQL of every promise, made from the register: which rows of a holding have reached their end.
 * PostgreSQL adds the period to each row's own moment, so the end of a month or a leap day cannot make a row live longer (Nov 30 + 3 months is Feb 28).
 */
function endedRows(holding: Holding, now: Date): RawBuilder<boolean> | undefined {
  const { end } = holding;
  if (end.kind === 'event') return undefined;
  const ended =
    end.kind === 'at'
      ? sql<boolean>`${sql.ref(end.column)} <= ${now}`
      : sql<boolean>`${sql.ref(end.from)} + ${intervalOf(end.period)}::interval <= ${now}`;
  return holding.then === 'delete' ? ended : sql<boolean>`${ended} and ${holdsAnything(holding)}`;
}

function holdsAnything(holding: Holding): RawBuilder<boolean> {
  return sql`(${sql.join(
    holding.columns.map((column) => sql`${sql.ref(column)} is not null`),
    sql` or `,
  )})`;
}

function intervalOf(period: Period): string {
  const { years = 0, months = 0, days = 0, hours = 0 } = period;
  return `${years} years ${months} months ${days} days ${hours} hours`;
}

const mostAtOnce = 5_000;

/** Ends a slice of the rows whose time has come: clears their columns or deletes them. Gives how many. */
export async function endRows(tx: Tx, holding: Holding, now: Date): Promise<number> {
  const ended = endedRows(holding, now);
  if (!ended) return 0;
  const slice = sql`ctid in (select ctid from ${sql.table(holding.table)} where ${ended} limit ${mostAtOnce})`;
  const cleared = sql.join(holding.columns.map((column) => sql`${sql.ref(column)} = null`));
  const statement =
    holding.then === 'delete'
      ? sql`delete from ${sql.table(holding.table)} where ${slice}`
      : sql`update ${sql.table(holding.table)} set ${cleared} where ${slice}`;
  const result = await statement.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** How many rows the next run would end. */
export async function countEnded(tx: Tx, holding: Holding, now: Date): Promise<number> {
  const ended = endedRows(holding, now);
  if (!ended) return 0;
  const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(holding.table)} where ${ended}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export interface Held {
  rows: number;
  /** The moment from which the oldest row's time runs, where the register knows one. */
  oldestAt: Date | null;
  /** For an end that stands on the rows themselves: the earliest. */
  firstEndAt: Date | null;
}

/** What is really there of a holding, in the workspace of the transaction, or of all. */
export async function countHeld(tx: Tx, holding: Holding): Promise<Held> {
  const { end } = holding;
  const moment = (column: string | undefined) => (column ? sql`min(${sql.ref(column)})` : sql`null`);
  const where = holding.then === 'clear' ? sql`where ${holdsAnything(holding)}` : sql``;
  const { rows } = await sql<Held>`
    select count(*) as rows,
      ${moment(end.kind === 'after' ? end.from : end.kind === 'at' ? end.since : undefined)}::timestamptz as oldest_at,
      ${moment(end.kind === 'at' ? end.column : undefined)}::timestamptz as first_end_at
    from ${sql.table(holding.table)} ${where}`.execute(tx);
  return rows[0] ?? { rows: 0, oldestAt: null, firstEndAt: null };
}

export async function insertRun(
  tx: Tx,
  run: { id: string; promise: string; startedAt: Date; finishedAt: Date | null; endedRows: number | null; problem: string | null },
): Promise<void> {
  await tx.insertInto('retentionRuns').values(run).execute();
}

export interface LastRun {
  startedAt: Date;
  problem: string | null;
  /** The last one without a problem. */
  keptAt: Date | null;
}

/** The last run of each promise. One look into the index for each: there are a hundred and forty runs a day. */
export async function lastRuns(tx: Tx, keys: readonly string[]): Promise<Map<string, LastRun>> {
  const { rows } = await sql<LastRun & { promise: string }>`
    select k.promise, r.started_at, r.problem,
      (select g.started_at from retention_runs g where g.promise = k.promise and g.problem is null order by g.started_at desc limit 1) as kept_at
    from unnest(${sql.val([...keys])}::text[]) as k (promise)
    cross join lateral (select started_at, problem from retention_runs where promise = k.promise order by started_at desc limit 1) r`.execute(
    tx,
  );
  return new Map(rows.map(({ promise, ...run }) => [promise, run]));
}

/** Runs before a moment, newest first: all promises that were kept at once are one run. */
export async function runsBefore(tx: Tx, before: Date, limit: number) {
  return tx
    .selectFrom('retentionRuns')
    .select((select) => [
      'startedAt',
      select.fn.max('finishedAt').as('finishedAt'),
      select.fn.countAll<number>().as('promises'),
      sql<number>`coalesce(sum(ended_rows), 0)`.as('rows'),
    ])
    .where('startedAt', '<', before)
    .groupBy('startedAt')
    .orderBy('startedAt', 'desc')
    .limit(limit)
    .execute();
}

/** What runs ended, and what they could not keep; promises of which nothing is to be said are left out. */
export async function outcomesOf(tx: Tx, startedAt: readonly Date[]) {
  if (startedAt.length === 0) return [];
  return tx
    .selectFrom('retentionRuns')
    .select(['startedAt', 'promise', 'endedRows', 'problem'])
    .where('startedAt', 'in', startedAt)
    .where((where) => where.or([where('endedRows', '>', 0), where('problem', 'is not', null)]))
    .orderBy('promise')
    .execute();
}

/** Runs that ended nothing are of interest for a month, those that did stay as evidence. */
export async function forgetIdleRuns(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('retentionRuns').where('startedAt', '<', before).where('endedRows', '=', 0).execute();
}
