import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { installAll } from '../../server/commands/install-all.ts';
import { jobShapes } from '../../server/jobs.ts';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { makeCareless } from './careless.ts';

let own: Promise<string> | undefined;

/** The PostgreSQL of this run; a file that is run by itself starts one for itself. */
function clusterUrl(): Promise<string> {
  return (own ??= process.env.TEST_DATABASE_URL ? Promise.resolve(process.env.TEST_DATABASE_URL) : startOwn());
}

async function startOwn(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-test-'));
  chmodSync(folder, 0o711);
  const cluster = await startEmbeddedPostgres({ folder });
  await makeCareless(cluster.url);
  after(async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return cluster.url;
}

const migrations = join(import.meta.dirname, '../../database/migrations');

/** One migrated template for each state of the migrations, made by whoever comes first. */
async function template(admin: pg.Client, url: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(jobShapes()));
  for (const name of readdirSync(migrations).sort()) hash.update(readFileSync(join(migrations, name)));
  const name = `template_${hash.digest('hex').slice(0, 16)}`;
  await admin.query('select pg_advisory_lock(4711)');
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    await admin.query(`create database ${name}_making`);
    await installAll(withDatabase(url, `${name}_making`), new Date());
    await admin.query(`alter database ${name}_making rename to ${name}`);
    return name;
  } finally {
    await admin.query('select pg_advisory_unlock(4711)');
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** A fresh migrated database of its own, as its owner; gone when the file ends. */
export async function freshDatabase(): Promise<string> {
  const url = await clusterUrl();
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const from = await template(admin, url);
    const name = `test_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name} template ${from} strategy wal_log`);
    return withDatabase(url, name);
  } finally {
    await admin.end();
  }
}

const kept = new Map<string, pg.Pool>();

/** Runs one statement as the owner of the database, past every wall: for looking and for planting. */
export async function asOwner(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  if (isOfThisRun(url)) return (await keptFor(url).query<Record<string, unknown>>(text, values)).rows;
  // The database of a copy may be killed at any moment: to it everybody comes with a connection of their own.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Whether a database lies in the PostgreSQL of this run, which nothing ends before the tests. */
function isOfThisRun(url: string): boolean {
  const run = process.env.TEST_DATABASE_URL;
  return run !== undefined && new URL(run).host === new URL(url).host;
}

/** To connect costs ten times what a look does, and tests look thousands of times; what nobody needs for a second is closed. */
function keptFor(url: string): pg.Pool {
  const known = kept.get(url);
  if (known) return known;
  const pool = new pg.Pool({ connectionString: url, max: 8, idleTimeoutMillis: 1_000, allowExitOnIdle: true });
  kept.set(url, pool);
  return pool;
}
