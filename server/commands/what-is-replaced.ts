import type pg from 'pg';
import { tablesOf } from '../platform/backup-dump.ts';
import { BackupError } from '../platform/backup-file.ts';
import { oneMigratorAtATime } from '../platform/migrate.ts';

/**
 * Refuses a database that a backup must not be taken into: one at which the product works, one that holds something and is not to be replaced, or
 * one that belongs to another copy or another program. Keeps others from changing the schema until the caller's transaction ends.
 * @throws BackupError with a plain sentence
 */
export async function refuseUnsuitable(client: pg.Client, asked: { installation: string; replace: boolean }): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [oneMigratorAtATime]);
  const { rows: working } = await client.query(`
    select 1 from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name in ('antiphon', 'pgboss')`);
  if (working.length > 0)
    throw new BackupError('Antiphon still works on this database. Stop every process of it first; nothing was changed.');
  const tables = (await tablesOf(client)).map(({ name }) => name);
  if (tables.length === 0) return;
  if (!asked.replace)
    throw new BackupError(
      'The database is not empty. Restore into an empty one, or say --replace --yes to delete what is there; nothing was changed.',
    );
  if (!tables.includes('installation') || !tables.includes('migrations'))
    throw new BackupError('The database holds tables of another program. Restore into a database of its own; nothing was changed.');
  const { rows } = await client.query<{ id: string }>('select id from installation');
  if (rows[0]?.id !== asked.installation)
    throw new BackupError(
      'The backup is of another copy of Antiphon than this database. Restore it into an empty one; nothing was changed.',
    );
}

/**
 * Sets aside, until the caller's transaction ends, what the database that is replaced knows and the backup does not: who was erased, who is
 * suppressed, and the key by which their codes were made. Gives nothing when there is no such database.
 */
export async function setAside(client: pg.Client): Promise<{ lookupKeySealed: Buffer | null } | undefined> {
  await client.query("select set_config('app.scope', 'installation', true)");
  await client.query('create temp table erasures_set_aside (address_hash bytea, erased_at timestamptz) on commit drop');
  await client.query(`create temp table suppressions_set_aside (workspace_id uuid, id uuid, address_hash bytea, address_sealed bytea,
    reason text, added_by uuid, added_at timestamptz, keep_until timestamptz) on commit drop`);
  const has = async (table: string, column: string) => {
    const known = 'select 1 from information_schema.columns where table_schema = $1 and table_name = $2 and column_name = $3';
    return (await client.query(known, ['public', table, column])).rows.length > 0;
  };
  if (await has('erasures', 'address_hash'))
    await client.query('insert into erasures_set_aside select address_hash, erased_at from public.erasures');
  if (await has('suppressions', 'address_hash'))
    await client.query(`insert into suppressions_set_aside
      select workspace_id, id, address_hash, address_sealed, reason, added_by, added_at, keep_until from public.suppressions`);
  if (!(await has('installation', 'id'))) return undefined;
  if (!(await has('installation', 'lookup_key_sealed'))) return { lookupKeySealed: null };
  const { rows } = await client.query<{ key: Buffer | null }>('select lookup_key_sealed as key from public.installation');
  return { lookupKeySealed: rows[0]?.key ?? null };
}
