import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The database cannot be brought to this version. The message is one plain sentence for the operator. */
export class MigrationError extends Error {}

const folder = join(import.meta.dirname, '../../database/migrations');
const oneMigratorAtATime = 7_426_118_023;

/** Names of the migrations that this version of the product brings, in order. */
export async function knownMigrations(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

/**
 * Brings the database to this version: forward only, each file in a transaction of its own, safe when several processes start at once.
 * @returns the names that were applied now
 * @throws MigrationError when the database cannot be reached, is older than PostgreSQL 15, or belongs to a newer version; nothing is changed then
 */
export async function migrate(url: string, now: Date): Promise<string[]> {
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
    return await applyMissing(client, now);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client, now: Date): Promise<string[]> {
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
    const missing = known.filter((name) => !applied.includes(name));
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
  await client.query('begin');
  try {
    await client.query('create table if not exists migrations (name text primary key, applied_at timestamptz not null)');
    await client.query(statements);
    await client.query('insert into migrations (name, applied_at) values ($1, $2)', [name, now]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(`The migration ${name} failed (${reasonOf(error)}). It was rolled back.`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message || error.name : 'unknown reason';
}
