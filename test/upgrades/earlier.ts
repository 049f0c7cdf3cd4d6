import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../server/platform/migrate.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';

/** The moment at which the released copy was left, and the keys that its values are sealed with: made for these tests, and of no other use. */
export const leftAt = new Date('2026-11-10T10:30:00Z');
export const leftKeys = `fixture:${createHash('sha256').update('a key for these tests alone').digest('base64')}`;

/** What a copy of the version before 0004 left behind: made by that version itself, with a campaign, letters, partners and members. */
export interface Left {
  path: string;
  workspaceId: string;
  campaignId: string;
  /** What the browser of somebody who sent a letter keeps. */
  sender: Record<string, string>;
  rows: Record<string, Record<string, unknown>[]>;
}
export const left = JSON.parse(readFileSync(join(import.meta.dirname, 'released-0003.json'), 'utf8')) as Left;

/**
 * A database of its own whose tables stand as they were after a migration, with nothing in them but what the migrations wrote.
 * @param beside another database of the server where it is made; without it, that of the tests
 */
export async function databaseAt(migration: string, beside?: string): Promise<string> {
  const url = new URL(beside ?? (await freshDatabase()));
  const name = `early_${randomBytes(6).toString('hex')}`;
  await asOwner(url.toString(), `create database ${name}`);
  url.pathname = `/${name}`;
  await migrate(url.toString(), leftAt, migration);
  return url.toString();
}

/** The same database once more. */
export async function copyOf(database: string): Promise<string> {
  const url = new URL(database);
  const name = `copy_${randomBytes(6).toString('hex')}`;
  const from = url.pathname.slice(1);
  url.pathname = '/postgres';
  await asOwner(url.toString(), `create database ${name} template ${from}`);
  url.pathname = `/${name}`;
  return url.toString();
}

/** The released copy's database, row for row. */
export async function releasedDatabase(): Promise<string> {
  const url = await databaseAt('0003_supporter_campaigns.sql');
  for (const [table, rows] of Object.entries(left.rows)) {
    await asOwner(url, `alter table ${table} disable trigger all`);
    await asOwner(url, `delete from ${table}`);
    await asOwner(url, `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [JSON.stringify(rows)]);
    await asOwner(url, `alter table ${table} enable trigger all`);
  }
  return url;
}

export type Rows = Map<string, string[]>;

/** Every table of the product with its columns, in order. */
export async function columnsOf(url: string): Promise<Map<string, string[]>> {
  const found = await asOwner(
    url,
    `select table_name as table, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns join pg_tables on schemaname = table_schema and tablename = table_name
     where table_schema = 'public' and table_name not in ('migrations', 'rate_windows') group by 1 order by 1`,
  );
  return new Map(found.map(({ table, columns }) => [String(table), columns as string[]]));
}

/** What tables hold in these columns: a text for each row, in an order of its own. */
export async function contentsOf(url: string, columns: ReadonlyMap<string, readonly string[]>): Promise<Rows> {
  const contents: Rows = new Map();
  for (const [table, names] of columns) {
    const fields = names.map((name) => `'${name}', t.${name}`).join(', ');
    const rows = await asOwner(url, `select json_build_object(${fields})::text as row from ${table} t order by 1`);
    contents.set(
      table,
      rows.map(({ row }) => String(row)),
    );
  }
  return contents;
}
