import { sql } from 'kysely';
import type { Clock } from './clock.ts';
import type { Database, Tx } from './database.ts';
import { Refusal } from './errors.ts';
import { countSealedValues, type Holding } from './rewrap-sealed-values.ts';

/** Longer than any transaction of the product may take (`connectionOptions` in database.ts). */
const longestWaitMilliseconds = 90_000;
const lookEveryMilliseconds = 200;

/**
 * Puts a fence before a master key under which nothing is: from now on the database keeps nothing that is sealed under it, whoever seals. Then waits
 * for whoever was writing already, and looks. Where a value is under the key after all the fence is taken away again, and what is left is given: the
 * key has to stay. Killed in between, it leaves the fence, before which a second call finds nothing to do but to look.
 * @throws Refusal when others write for longer than anybody should
 */
export async function retireKey({ clock, database }: { clock: Clock; database: Database }, id: string): Promise<Holding[]> {
  const valuesLeft = async () => (await database.inInstallation('keys', countSealedValues)).filter(({ keyId }) => keyId === id);
  const there = await valuesLeft();
  if (there.length > 0) return there;
  const fence = await database.inInstallation('keys', (tx) =>
    sql`insert into retired_keys (id, retired_at) values (${id}, ${clock.now()}) on conflict do nothing`.execute(tx),
  );
  const last = await database.inInstallation('keys', lastBegun);
  let over = await database.inInstallation('keys', (tx) => isOver(tx, last));
  for (let waited = 0; !over && waited < longestWaitMilliseconds; waited += lookEveryMilliseconds) {
    await clock.wait(lookEveryMilliseconds);
    over = await database.inInstallation('keys', (tx) => isOver(tx, last));
  }
  const left = await valuesLeft();
  if (over && left.length === 0) return [];
  // One that stood there before is not of this call, and what waits behind it is not either.
  if (fence.numAffectedRows === 1n)
    await database.inInstallation('keys', (tx) => sql`delete from retired_keys where id = ${id}`.execute(tx));
  if (!over)
    throw new Refusal(
      'conflict',
      'still_writing',
      'Another transaction has been writing for more than a minute. Nothing was retired; try again.',
    );
  return left;
}

/** Master keys behind the fence: nothing can be sealed under them any more. */
export async function retiredKeys(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from retired_keys order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The number before which every transaction stands that may write now. */
async function lastBegun(tx: Tx): Promise<string> {
  const { rows } = await sql<{ last: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as last`.execute(tx);
  return rows[0]?.last ?? '0';
}

async function isOver(tx: Tx, last: string): Promise<boolean> {
  const { rows } = await sql<{ over: boolean }>`select pg_snapshot_xmin(pg_current_snapshot()) >= ${last}::xid8 as over`.execute(tx);
  return rows[0]?.over ?? false;
}
