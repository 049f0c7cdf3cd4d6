import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from './clock.ts';

/** The database cannot be brought to this version. The message is one plain sentence for the operator. */
export class MigrationError extends Error {}

const folder = join(import.meta.dirname, '../../database/migrations');
/** The advisory lock of whoever changes the schema. */
export const oneMigratorAtATime = 7_426_118_023;
/** A migration that waits for a table makes everybody behind it wait: it steps back after this long, and comes again. */
const longestLockMilliseconds = 1_500;
const mostTries = 60;
const lockNotAvailable = '55P03';
/** Every sealed column stands behind the fence around retired keys, whichever migration brings it. */
const guardSealedColumns = "do $$ begin if to_regproc('guard_sealed_columns') is not null then call guard_sealed_columns(); end if; end $$";

/** Names of the migrations that this version of the product brings, in order. */
export async function knownMigrations(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

/**
 * Brings the database to this version: forward only, each file in a transaction of its own, safe when several processes start at once.
 * @param upTo the name of the last migration to apply, for a database that is to stand as an earlier version left it
 * @returns the names that were applied now
 * @throws MigrationError when the database cannot be reached, is older than PostgreSQL 15, or belongs to a newer version; nothing is changed then
 */
export async function migrate(url: string, now: Date, upTo?: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC',
    application_name: 'antiphon migrate',
  });
  try {
    await client.connect();
  } catch (error) {
    throw new MigrationError(`The database at DATABASE_URL cannot be reached (${reasonOf(error)}). Nothing was changed.`);
  }
  try {
    return await applyMissing(client, now, upTo);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client, now: Date, upTo?: string): Promise<string[]> {
  const { rows: versions } = await client.query<{ server_version_num: string }>('show server_version_num');
  if (Number(versions[0]?.server_version_num) < 150000)
    throw new MigrationError('The database is older than PostgreSQL 15. Nothing was changed.');
  await client.query('select pg_advisory_lock($1)', [oneMigratorAtATime]);
  try {
    const known = await knownMigrations();
    const applied = await appliedMigrations(client);
    const newer = applied.find((name) => !known.includes(name));
    if (newer)
      throw new MigrationError(
        `The database belongs to a newer version of Antiphon (it has ${newer}). Start that version; nothing was changed.`,
      );
    if (upTo !== undefined && !known.includes(upTo)) throw new MigrationError(`There is no migration ${upTo}. Nothing was changed.`);
    const missing = known.filter((name) => !applied.includes(name) && (upTo === undefined || name <= upTo));
    for (const name of missing) await apply(client, name, now);
    return missing;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [oneMigratorAtATime]);
  }
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query("select 1 from pg_tables where schemaname = 'public' and tablename = 'migrations'");
  if (tables.length === 0) return [];
  const { rows } = await client.query<{ name: string }>('select name from migrations order by name');
  return rows.map((row) => row.name);
}

async function apply(client: pg.Client, name: string, now: Date): Promise<void> {
  const statements = await readFile(join(folder, name), 'utf8');
  for (let tried = 1; ; tried++) {
    const error = await applyOnce(client, { name, statements, now });
    if (error === undefined) return;
    if ((error as { code?: unknown }).code !== lockNotAvailable || tried >= mostTries)
      throw new MigrationError(`The migration ${name} failed (${reasonOf(error)}). It was rolled back.`);
    await systemClock.wait(500);
  }
}

/** Applies a migration, or leaves everything as it was and gives what was in the way. */
async function applyOnce(client: pg.Client, { name, statements, now }: { name: string; statements: string; now: Date }): Promise<unknown> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${longestLockMilliseconds}`);
    // An owner who is no superuser is bound by the walls between workspaces, and a migration works on all of them.
    await client.query("select set_config('app.scope', 'installation', true)");
    await client.query('create table if not exists migrations (name text primary key, applied_at timestamptz not null)');
    await client.query(statements);
    await client.query(guardSealedColumns);
    await client.query('insert into migrations (name, applied_at) values ($1, $2)', [name, now]);
    await client.query('commit');
    return undefined;
  } catch (error) {
    await client.query('rollback');
    return error;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message || error.name : 'unknown reason';
}

/**
 * Applies those of the named migrations that are missing, in the caller's transaction, which says what happens when one fails.
 * @throws MigrationError when a name belongs to a newer version
 */
export async function applyWithin(client: pg.Client, names: readonly string[], now: Date): Promise<void> {
  const known = await knownMigrations();
  const newer = names.find((name) => !known.includes(name));
  if (newer)
    throw new MigrationError(`This belongs to a newer version of Antiphon (it has ${newer}). Use that version; nothing was changed.`);
  const applied = await appliedMigrations(client);
  await client.query('create table if not exists migrations (name text primary key, applied_at timestamptz not null)');
  for (const name of known.filter((one) => names.includes(one) && !applied.includes(one))) {
    await client.query(await readFile(join(folder, name), 'utf8'));
    await client.query(guardSealedColumns);
    await client.query('insert into migrations (name, applied_at) values ($1, $2)', [name, now]);
  }
}
