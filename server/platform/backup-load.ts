import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyFormat, quoted, tablesOf } from './backup-dump.ts';
import type { BackupRecord, Manifest } from './backup-records.ts';
import { applyWithin, knownMigrations } from './migrate.ts';

/**
 * Replaces everything in the database of the caller's transaction by what a backup holds: the tables of its time are made, filled, and brought to
 * this version. Nothing counts before the caller commits, and whatever happens until then leaves the database as it was.
 */
export async function loadBackup(
  client: pg.Client,
  { manifest, records }: { manifest: Manifest; records: AsyncIterable<BackupRecord> },
  now: Date,
): Promise<void> {
  await dropEverything(client);
  await applyWithin(client, manifest.migrations, now);
  const close = await openForLoading(client);
  for await (const record of records) {
    if (record.kind !== 'table') continue;
    await loadTable(client, record, records);
  }
  for (const { name, last } of manifest.sequences)
    if (last !== null) await client.query('select setval($1::regclass, $2::bigint)', [`public.${quoted(name)}`, last]);
  await close();
  await applyWithin(client, await knownMigrations(), now);
}

/** Takes the rows of one table off the records, up to its tally, and hands them to PostgreSQL as fast as it takes them. */
async function loadTable(
  client: pg.Client,
  { name, columns }: { name: string; columns: string[] },
  records: AsyncIterable<BackupRecord>,
): Promise<void> {
  const writing = client.query(
    copyFrom(`copy public.${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin ${copyFormat}`),
  ) as NodeJS.WritableStream & { rowCount: number };
  const done = finished(writing);
  done.catch(() => undefined);
  const rest = records[Symbol.asyncIterator]();
  for (;;) {
    const { value: record } = (await rest.next()) as IteratorResult<BackupRecord, undefined>;
    if (record?.kind === 'rows') {
      if (!writing.write(record.bytes)) await Promise.race([once(writing, 'drain'), done]);
      continue;
    }
    if (record?.kind !== 'tally') throw new Error('A table of the backup does not end');
    writing.end();
    await done;
    if (writing.rowCount !== record.rows) throw new Error(`PostgreSQL took other rows into ${name} than the backup holds`);
    return;
  }
}

/** Every table, view, type and routine of the schema, and the queue. What an extension of the server brought stays. */
async function dropEverything(client: pg.Client): Promise<void> {
  await client.query('drop schema if exists pgboss cascade');
  await client.query(`
    do $$
    declare thing record;
    begin
      for thing in
        select format('drop %s if exists public.%I cascade',
          case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, c.relname) as drop
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
          and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('e', 'a', 'i'))
      loop execute thing.drop; end loop;
      for thing in
        select format('drop routine if exists %s cascade', p.oid::regprocedure) as drop from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
      loop execute thing.drop; end loop;
      for thing in
        select format('drop type if exists public.%I cascade', t.typname) as drop from pg_type t
        where t.typnamespace = 'public'::regnamespace and t.typtype in ('d', 'e')
          and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
      loop execute thing.drop; end loop;
    end $$`);
}

/**
 * Empties the tables of what their migrations put there, and opens them for rows in any order: references are checked anew at the end, triggers
 * do not run, and the owner is not held by the walls between workspaces. Gives what puts all of it back.
 */
async function openForLoading(client: pg.Client): Promise<() => Promise<void>> {
  const tables = (await tablesOf(client)).map(({ name }) => `public.${quoted(name)}`);
  const { rows: references } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as table, conname::text as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
  const { rows: walled } = await client.query<{ table: string }>(
    "select oid::regclass::text as table from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity",
  );
  for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  for (const { table } of walled) await client.query(`alter table ${table} no force row level security`);
  for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
  await client.query(`truncate ${tables.join(', ')}`);
  return async () => {
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
    for (const { table, name, definition } of references)
      await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    for (const { table } of walled) await client.query(`alter table ${table} force row level security`);
  };
}
