import { asOwner } from './database.ts';

/** Everything that a database holds, table by table, as comparable text. Tables of the queue and of the migrations aside. */
export async function dumpOf(databaseUrl: string, options: { except?: readonly string[] } = {}): Promise<Record<string, string>> {
  const tables = await asOwner(databaseUrl, "select tablename as name from pg_tables where schemaname = 'public' order by 1");
  const names = tables.map(({ name }) => String(name)).filter((name) => name !== 'migrations' && !options.except?.includes(name));
  const parts = names.map(
    (name) => `select '${name}' as name, coalesce(string_agg(t::text, E'\\n' order by t::text), '') as rows from "${name}" t`,
  );
  const rows = await asOwner(databaseUrl, parts.join(' union all '));
  return Object.fromEntries(rows.map((row) => [String(row.name), String(row.rows)]));
}
