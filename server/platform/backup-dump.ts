import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BackupError } from './backup-file.ts';
import { TableTally, type BackupRecord } from './backup-records.ts';

/** How both ends write values: as text that any later PostgreSQL reads alike. */
export const copyFormat = "(format text, encoding 'UTF8')";
export const copyOptions = '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex';

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Everything that the tables hold, as it stood at one moment: one transaction that reads only and sees nothing of what is written meanwhile.
 * What a crash may empty as well (rate limits) is left out, and so is the queue: see docs/decisions/0016.
 */
export async function* dumpDatabase(client: pg.Client): AsyncGenerator<BackupRecord> {
  await client.query('begin isolation level repeatable read read only');
  try {
    // An owner who is bound by the walls between workspaces sees through all of them here; others pass them anyway.
    await client.query("select set_config('app.scope', 'installation', true)");
    yield { kind: 'manifest', manifest: await manifestOf(client) };
    let rows = 0;
    const tables = await tablesOf(client);
    for (const { name, columns } of tables) {
      yield { kind: 'table', name, columns };
      const tally = new TableTally();
      const reading = client.query(copyTo(`copy public.${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout ${copyFormat}`));
      for await (const bytes of reading as AsyncIterable<Buffer>) {
        tally.add(bytes);
        yield { kind: 'rows', bytes };
      }
      if (tally.rows !== reading.rowCount) throw new Error(`PostgreSQL counted other rows in ${name} than it gave out`);
      rows += tally.rows;
      yield { kind: 'tally', ...tally.end() };
    }
    yield { kind: 'end', tables: tables.length, rows };
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function manifestOf(client: pg.Client) {
  const { rows: there } = await client.query("select 1 from pg_tables where schemaname = 'public' and tablename = 'migrations'");
  if (there.length === 0) throw new BackupError('There is nothing to back up: this database holds no copy of Antiphon.');
  const { rows: migrations } = await client.query<{ name: string }>('select name from migrations order by name');
  const { rows: installations } = await client.query<{ id: string }>('select id from installation');
  const { rows: sequences } = await client.query<{ name: string; last: string | null }>(
    "select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1",
  );
  return { migrations: migrations.map(({ name }) => name), installation: installations[0]?.id ?? '', sequences };
}

/** The tables that last, with the columns that are written and not computed. */
export async function tablesOf(client: pg.Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`);
  return rows;
}
