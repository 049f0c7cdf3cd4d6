import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from '../../database/rows.ts';
import { stopwatch, type Clock } from './clock.ts';
import { cutConnection, watchPulse } from './database-pulse.ts';
import { keyedCall } from './keyed-call.ts';
import type { Log } from './log.ts';

export type Tx = Transaction<DB>;
/** Where a single statement may be run: in a transaction, or as one by itself. */
export type Statements = Kysely<DB>;

/**
 * Why a transaction may see the rows of every workspace. A closed list: each is a place where the workspace
 * is not known yet (who is signing in?) or where the work is about the whole copy (retention).
 */
export type WholeInstallation =
  | 'sign_in'
  | 'rate_limit'
  | 'idempotency'
  | 'setup'
  | 'public_address'
  | 'retention'
  | 'recovery'
  | 'sending'
  | 'receiving'
  | 'tracking'
  | 'recipient'
  | 'operator'
  | 'quarantine'
  | 'documents'
  | 'audit_verification'
  | 'keys';

/**
 * The two ways to speak to the database. Both run as the role `antiphon_app`, which owns no table and cannot pass row-level security.
 * @see docs/decisions/0002-two-walls-around-a-workspace.md
 */
export interface Database {
  /** One transaction that sees the rows of this workspace and of no other. */
  inWorkspace<T>(workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction that sees every workspace; say why. */
  inInstallation<T>(reason: WholeInstallation, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One statement that is a transaction by itself, in one round trip. It sees no rows of workspaces; only a routine can open the whole installation for
   * itself, so say why.
   */
  atOnce<T>(reason: WholeInstallation, work: (statements: Statements) => Promise<T>): Promise<T>;
  /** Whether the database answers within the given time. */
  answers(milliseconds: number): Promise<boolean>;
  serverVersion(): Promise<string>;
  close(): Promise<void>;
}

const int8 = 20;
const dateOnly = 1082;

/** A date stays a date (`2026-11-22`) and a count a number: neither may pick up the host's time zone or become text. */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8) return (text: string) => Number(text);
    if (oid === dateOnly) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/** Settings of every connection of the product: the weaker role, UTC, and no waiting for ever. */
export const connectionOptions = [
  '-c role=antiphon_app',
  '-c timezone=UTC',
  '-c statement_timeout=60000',
  '-c lock_timeout=20000',
  '-c idle_in_transaction_session_timeout=60000',
].join(' ');

/** Names of statements that are prepared once a connection: parsing and planning under row-level security cost more than executing. */
const mostNames = 400;
/** Beyond this the text is a list of as many values as there happened to be, and comes but once. */
const mostValues = 40;

/** Begins a statement over many rows that is planned each time: a plan that was made while a table was empty would serve it badly for ever. */
export const plannedAnew = '/* planned anew */ ';

/** A connection that prepares what it is asked again and again. A text with a changing number of values is not worth a name for ever. */
function preparing(open: Set<pg.Client>): typeof pg.Client {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames) return known;
    const name = `s${String(names.size)}`;
    names.set(text, name);
    return name;
  };
  class PreparingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // Between two statements of a transaction nobody else listens, and an error that nobody hears ends the process.
      this.on('error', () => undefined);
      this.once('end', () => open.delete(this));
      open.add(this);
    }
    // The pool and Kysely call `query(text, values)`; everything else passes through as it is.
    override query(...args: unknown[]): never {
      const [text, values, ...rest] = args;
      const isPrepared = Array.isArray(values) && values.length > 0 && values.length <= mostValues;
      const name = typeof text === 'string' && isPrepared && !text.startsWith(plannedAnew) ? nameOf(text) : undefined;
      const query = super.query.bind(this) as (...given: unknown[]) => never;
      return name === undefined ? query(...args) : query({ name, text, values }, ...rest);
    }
  }
  return PreparingClient;
}

/** Opens the pool. Nothing is connected before the first transaction. */
export function openDatabase(options: { url: string; pool: number; log: Log }): Database {
  const open = new Set<pg.Client>();
  const pool = new pg.Pool({
    Client: preparing(open),
    connectionString: options.url,
    max: options.pool,
    options: connectionOptions,
    types: typeParsers,
    connectionTimeoutMillis: 4_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'antiphon',
  });
  const pulse = watchPulse({
    url: options.url,
    isBusy: () => pool.waitingCount > 0 || pool.totalCount > pool.idleCount,
    onSilence() {
      options.log.warn('database_silent');
      for (const client of open) cutConnection(client);
    },
    onAnswer: () => options.log.info('database_answers_again'),
  });
  pool.on('error', (error) => options.log.warn('database_connection_lost', { problem: error.message }));
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

  const within = async <T>(setting: 'app.workspace' | 'app.scope', value: string, work: (tx: Tx) => Promise<T>) => {
    if (pulse.isSilent()) throw new DatabaseSilent();
    return kysely.transaction().execute(async (tx) => {
      await sql`select set_config(${setting}, ${value}, true)`.execute(tx);
      return work(tx);
    });
  };
  /** The one place where what a call changes and its Idempotency-Key come into one transaction. */
  const withinCall: typeof within = (setting, value, work) => {
    const call = keyedCall();
    return call ? call.within(`${setting} ${value}`, (inside) => within(setting, value, inside), work) : within(setting, value, work);
  };

  return {
    inWorkspace: (workspaceId, work) => withinCall('app.workspace', workspaceId, work),
    // What was counted is counted, whatever comes of the call; and what was done with a key is asked and written beside the call.
    inInstallation: (reason, work) =>
      (reason === 'rate_limit' || reason === 'idempotency' ? within : withinCall)('app.scope', 'installation', work),
    async atOnce(_reason, work) {
      if (pulse.isSilent()) throw new DatabaseSilent();
      return work(kysely);
    },
    answers: (milliseconds) =>
      Promise.race([
        pool.query('select 1').then(
          () => true,
          () => false,
        ),
        new Promise<false>((resolve) => setTimeout(resolve, milliseconds, false).unref()),
      ]),
    async serverVersion() {
      const { rows } = await pool.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? 'unknown';
    },
    close() {
      pulse.stop();
      return kysely.destroy();
    },
  };
}

/** Nothing is asked of a database that does not answer: whoever comes is told so at once. */
class DatabaseSilent extends Error {
  readonly code = '08006';
}

// 25006: it takes nothing in, as a standby does until it is promoted.
const away = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|25006|57P0[1-3]|08\d{3}|53\d{3})$/;

/** Whether a fault means that the database cannot be spoken to now or has no room, and not that something is wrong with what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    (typeof code === 'string' && away.test(code)) ||
    /timeout exceeded when trying to connect|Connection terminated|is not queryable/.test(error.message)
  );
}

/** Whether a text was refused because it holds U+0000, the one character that PostgreSQL keeps in no text. Nothing of it was written. */
export function isUnkeepableText(error: unknown): boolean {
  return error instanceof Error && ['22021', '22P05'].includes(String((error as { code?: unknown }).code));
}

// A deadlock, a lock that was not to be had in time, a transaction that another one overtook.
const takenBack = new Set(['40P01', '55P03', '40001']);

/** Whether nothing was written because others were in the way: the same again may go through. */
export const isTakenBack = (error: unknown) => error instanceof Error && takenBack.has(String((error as { code?: unknown }).code));

/** Shorter than the lease of a delivery: after it somebody else may write down that nobody knows. */
const patienceSeconds = 90;
const mostTries = 180;

/** Begins to be patient; says after each try that failed whether there is to be another. */
export function patience(): () => boolean {
  const seconds = stopwatch();
  let tried = 0;
  return () => (tried += 1) < mostTries && seconds() <= patienceSeconds;
}

/**
 * Does what must be written down although the database is crowded or away: tries again while no connection is to be had, and where others were in the
 * way, so that nothing of it was written. Only for work
 * that may be done twice, because it changes nothing the second time: outcomes under their fence, the end of a flow under its step.
 */
export async function patiently<T>(clock: Pick<Clock, 'wait'>, work: () => Promise<T>): Promise<T> {
  const goesOn = patience();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(isDatabaseAway(error) || isTakenBack(error)) || !goesOn()) throw error;
      await clock.wait(500);
    }
  }
}
