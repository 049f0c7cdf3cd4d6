import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asOwner } from './database.ts';

/** The bytes on disk that belong to one database: its tables and indexes, and what it wrote into the log from which PostgreSQL recovers. */
export interface DatabaseFiles {
  tables: Buffer[];
  log: Buffer[];
}

/** Where the recovery log of the cluster stands now. */
export async function walPosition(url: string): Promise<string> {
  const [row] = await asOwner(url, 'select pg_current_wal_insert_lsn()::text as at');
  return String(row?.at);
}

/**
 * Reads what lies on disk: every file of this database, and the part of the cluster's recovery log that was written since a position
 * (other tests write into it too). A checkpoint goes first, so that nothing waits in memory alone.
 */
export async function filesOfDatabase(url: string, since: string): Promise<DatabaseFiles> {
  await asOwner(url, 'checkpoint');
  const [where] = await asOwner(
    url,
    `select current_setting('data_directory') as folder, pg_walfile_name($1::pg_lsn) as first,
       (select oid::text from pg_database where datname = current_database()) as oid`,
    [since],
  );
  const folder = String(where?.folder);
  const first = String(where?.first);
  const wal = readdirSync(join(folder, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first);
  const tables = join(folder, 'base', String(where?.oid));
  const files = {
    tables: readdirSync(tables).map((name) => readFileSync(join(tables, name))),
    log: wal.map((name) => readFileSync(join(folder, 'pg_wal', name))),
  };
  for (const [kind, buffers] of Object.entries(files))
    assert.ok(buffers.reduce((sum, { length }) => sum + length, 0) > 100_000, `the files of the ${kind} are almost empty`);
  return files;
}

/** Which of these texts stand in the files, letter by letter. */
export function foundInFiles(files: readonly Buffer[], texts: readonly string[]): string[] {
  return texts.filter((text) => files.some((bytes) => bytes.includes(text)));
}
