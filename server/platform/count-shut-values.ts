import { sql } from 'kysely';
import type { Tx } from './database.ts';
import { sealedTables, type SealedTable } from './sealed-columns.ts';
import { CannotOpen, type Sealer } from './sealed.ts';

const atOnce = 5_000;

/**
 * Counts the sealed values that the master keys do not open, because they were altered, moved or cut, by opening each. Tables and columns that an
 * older database does not have yet are left out.
 */
export async function countShutValues(tx: Tx, sealer: Pick<Sealer, 'open'>): Promise<number> {
  let shut = 0;
  for (const table of sealedTables) shut += await countIn(tx, sealer, { ...table, columns: await columnsThere(tx, table) });
  return shut;
}

async function columnsThere(tx: Tx, { table, columns }: SealedTable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name::text as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and column_name = any(${[...columns]}::text[])`.execute(tx);
  return rows.map(({ name }) => name);
}

async function countIn(tx: Tx, sealer: Pick<Sealer, 'open'>, { table, columns, workspaceId, rowId }: SealedTable): Promise<number> {
  if (columns.length === 0) return 0;
  await sql`declare sealed_values no scroll cursor for
    select ${sql.raw(workspaceId)} as workspace_id, ${sql.raw(rowId)} as row_id, array[${sql.join(columns.map((name) => sql.ref(name)))}] as values
    from ${sql.table(table)}`.execute(tx);
  let shut = 0;
  for (;;) {
    const { rows } = await sql<{ workspaceId: string; rowId: string; values: (Buffer | null)[] }>`
      fetch ${sql.lit(atOnce)} from sealed_values`.execute(tx);
    for (const { values, ...row } of rows)
      shut += values.filter(
        (value, index) => value !== null && !opens(sealer, { ...row, table, column: columns[index] ?? '' }, value),
      ).length;
    if (rows.length === 0) break;
  }
  await sql`close sealed_values`.execute(tx);
  return shut;
}

function opens(sealer: Pick<Sealer, 'open'>, place: Parameters<Sealer['open']>[0], value: Buffer): boolean {
  try {
    sealer.open(place, value);
    return true;
  } catch (error) {
    if (error instanceof CannotOpen) return false;
    throw error;
  }
}
