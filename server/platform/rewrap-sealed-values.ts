import { sql, type RawBuilder } from 'kysely';
import type { Database, Tx } from './database.ts';
import { sealedTables, type SealedTable } from './sealed-columns.ts';
import { CannotOpen, type Place, type Sealed, type Sealer } from './sealed.ts';

/** How many pages of a table one transaction looks at: a quarter of a megabyte, some hundreds of rows. */
const pagesAtOnce = 32;

/** How many values of a table are under a master key; without an id where the bytes are no sealed value at all. */
export interface Holding {
  table: string;
  keyId: string | null;
  values: number;
}

/** Counts every sealed value by the master key that it is under. */
export async function countSealedValues(tx: Tx): Promise<Holding[]> {
  const counts = sealedTables.map(({ table, columns }) => {
    const values = columns.map((column) => sql`select ${sql.ref(column)} as value from ${sql.table(table)}`);
    return sql`select ${sql.lit(table)} as table, master_key_of(value) as key_id, count(*) as values
      from (${sql.join(values, sql` union all `)}) as sealed where value is not null group by 2`;
  });
  const { rows } = await sql<Holding>`${sql.join(counts, sql` union all `)} order by 1, 2`.execute(tx);
  return rows;
}

export interface Rewrapped {
  moved: number;
  /** Values that stayed as they are, because their key is not there or they were altered. */
  shut: number;
}

/**
 * Moves every value of a table that is under an older master key to the newest, some pages in one transaction. What somebody works on is passed over
 * and not waited for: another pass finds it. A pass that was killed has done what it had done, and the next does the rest.
 * @param onProgress told after each transaction which part of the table has been looked at
 */
export async function rewrapTable(
  { database, sealer }: { database: Database; sealer: Sealer },
  table: SealedTable,
  { newest, onProgress }: { newest: string; onProgress(part: number, moved: number): void },
): Promise<Rewrapped> {
  const total: Rewrapped = { moved: 0, shut: 0 };
  for (let page = 0; ; page += pagesAtOnce) {
    const left = await database.inInstallation('keys', async (tx) => {
      const pages = await pagesOf(tx, table);
      if (page >= pages) return 0;
      const { moved, shut } = await rewrapPages(tx, sealer, table, { newest, from: page });
      total.moved += moved;
      total.shut += shut;
      onProgress(Math.min(1, (page + pagesAtOnce) / pages), total.moved);
      return pages;
    });
    if (left === 0) return total;
  }
}

async function pagesOf(tx: Tx, { table }: SealedTable): Promise<number> {
  const { rows } = await sql<{ pages: number }>`
    select pg_relation_size(${table}::regclass) / current_setting('block_size')::int as pages`.execute(tx);
  return rows[0]?.pages ?? 0;
}

interface Row {
  at: string;
  workspaceId: string;
  rowId: string;
  values: (Buffer | null)[];
}

async function rewrapPages(
  tx: Tx,
  sealer: Sealer,
  table: SealedTable,
  { newest, from }: { newest: string; from: number },
): Promise<Rewrapped> {
  const { columns } = table;
  const older = columns.map(
    (column) => sql`(${sql.ref(column)} is not null and master_key_of(${sql.ref(column)}) is distinct from ${newest})`,
  );
  const { rows } = await sql<Row>`
    select ctid::text as at, ${sql.raw(table.workspaceId)} as workspace_id, ${sql.raw(table.rowId)} as row_id,
      array[${sql.join(columns.map((column) => sql.ref(column)))}] as values
    from ${sql.table(table.table)}
    where ctid >= ${`(${from},0)`}::tid and ctid < ${`(${from + pagesAtOnce},0)`}::tid and (${sql.join(older, sql` or `)})
    for no key update skip locked`.execute(tx);
  const moved = rows.map(({ at, values, ...row }) => {
    const places = columns.map((column) => ({ ...row, table: table.table, column }));
    return { at, values: values.map((value, index) => value && rewrap(sealer, places[index], value)) };
  });
  const all = moved.flatMap(({ values }) => values);
  await writeBack(tx, table, moved);
  return { moved: all.filter((value) => value instanceof Buffer).length, shut: all.filter((value) => value === 'shut').length };
}

/** The value under the newest key; nothing where it is there already. */
function rewrap(sealer: Sealer, place: Place | undefined, value: Buffer): Sealed | 'shut' | null {
  if (!place) return null;
  try {
    return sealer.rewrap(place, value) ?? null;
  } catch (error) {
    if (error instanceof CannotOpen) return 'shut';
    throw error;
  }
}

/** Puts the moved values in the place of those that were read; the rows are locked since then, so nobody wrote in between. */
async function writeBack(tx: Tx, { table, columns }: SealedTable, rows: readonly { at: string; values: (Sealed | 'shut' | null)[] }[]) {
  const changed = rows.filter(({ values }) => values.some((value) => value instanceof Buffer));
  if (changed.length === 0) return;
  const given = (index: number) => changed.map(({ values }) => (values[index] instanceof Buffer ? values[index] : null));
  const arrays: RawBuilder<unknown>[] = [
    sql`${changed.map(({ at }) => at)}::tid[]`,
    ...columns.map((_, index) => sql`${given(index)}::bytea[]`),
  ];
  const sets = columns.map((column) => sql`${sql.ref(column)} = coalesce(moved.${sql.ref(column)}, kept.${sql.ref(column)})`);
  const names = ['at', ...columns].map((name) => sql.ref(name));
  await sql`
    update ${sql.table(table)} as kept set ${sql.join(sets)}
    from unnest(${sql.join(arrays)}) as moved (${sql.join(names)}) where kept.ctid = moved.at`.execute(tx);
}
