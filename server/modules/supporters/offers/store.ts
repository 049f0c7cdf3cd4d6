import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

export interface Offer {
  recipientId: string;
  state: 'held' | 'taken' | 'released';
  heldUntil: Date;
}

export async function offersOf(tx: Tx, workspaceId: string, flowId: string): Promise<Offer[]> {
  const rows = await tx
    .selectFrom('offers')
    .select(['recipientId', 'state', 'heldUntil'])
    .where('workspaceId', '=', workspaceId)
    .where('flowId', '=', flowId)
    .orderBy('recipientId')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as Offer['state'] }));
}

/** Holds recipients for a flow; one that was given back is held again. */
export async function holdOffers(
  tx: Tx,
  flow: { workspaceId: string; id: string },
  recipientIds: readonly string[],
  held: { hour: Date; heldUntil: Date },
): Promise<void> {
  if (recipientIds.length === 0) return;
  await tx
    .insertInto('offers')
    .values(recipientIds.map((recipientId) => ({ workspaceId: flow.workspaceId, flowId: flow.id, recipientId, state: 'held', ...held })))
    .onConflict((conflict) => conflict.columns(['workspaceId', 'flowId', 'recipientId']).doUpdateSet({ state: 'held', ...held }))
    .execute();
}

/** Holds on to what is held, until then at least. */
export async function prolongOffers(tx: Tx, flow: { workspaceId: string; id: string }, heldUntil: Date): Promise<void> {
  await tx
    .updateTable('offers')
    .set({ heldUntil: sql`greatest(held_until, ${heldUntil})` })
    .where('workspaceId', '=', flow.workspaceId)
    .where('flowId', '=', flow.id)
    .where('state', '=', 'held')
    .execute();
}

/** Held offers of a flow become taken: their letters are out, or may be. Says how many did. */
export async function takeOffers(tx: Tx, flow: { workspaceId: string; id: string }, recipientIds: readonly string[]): Promise<number> {
  if (recipientIds.length === 0) return 0;
  const rows = await tx
    .updateTable('offers')
    .set({ state: 'taken' })
    .where('workspaceId', '=', flow.workspaceId)
    .where('flowId', '=', flow.id)
    .where('recipientId', 'in', recipientIds)
    .where('state', '=', 'held')
    .returning('recipientId')
    .execute();
  return rows.length;
}

/** Gives held offers of a flow back: all, those to some recipients, or those whose time is over. Says which they were, to take them off what is counted. */
export async function releaseOffers(
  tx: Tx,
  flow: { workspaceId: string; id: string },
  { recipientIds, lapsedAt }: { recipientIds?: readonly string[]; lapsedAt?: Date },
): Promise<{ recipientId: string; hour: Date }[]> {
  return tx
    .updateTable('offers')
    .set({ state: 'released' })
    .where('workspaceId', '=', flow.workspaceId)
    .where('flowId', '=', flow.id)
    .where('state', '=', 'held')
    .$if(recipientIds !== undefined, (query) => query.where('recipientId', '=', sql<string>`any(${recipientIds ?? []}::uuid[])`))
    .$if(lapsedAt !== undefined, (query) => query.where('heldUntil', '<=', lapsedAt ?? null))
    .returning(['recipientId', 'hour'])
    .execute();
}

/** Forgets whom a supporter chose before and not now, so that nobody is held for them again. What was opened stays counted. */
export async function forgetOffers(
  tx: Tx,
  flow: { workspaceId: string; id: string },
  { keep, opened }: { keep: readonly string[]; opened: readonly string[] },
): Promise<void> {
  await tx
    .deleteFrom('offers')
    .where('workspaceId', '=', flow.workspaceId)
    .where('flowId', '=', flow.id)
    .where((where) => where.or([where('state', '=', 'released'), where('recipientId', '=', sql<string>`any(${opened}::uuid[])`)]))
    .where('recipientId', '!=', sql<string>`all(${keep}::uuid[])`)
    .execute();
}

/** Flows that hold offers whose time is over. A flow that is sending keeps its own. */
export async function flowsWithLapsedOffers(tx: Tx, now: Date, most: number) {
  return tx
    .selectFrom('offers')
    .innerJoin('supporterFlows', (join) =>
      join.onRef('supporterFlows.workspaceId', '=', 'offers.workspaceId').onRef('supporterFlows.id', '=', 'offers.flowId'),
    )
    .select(['offers.workspaceId', 'offers.flowId as id'])
    .distinct()
    .where('offers.state', '=', 'held')
    .where('offers.heldUntil', '<=', now)
    .where('supporterFlows.step', '!=', 'sending')
    .limit(most)
    .execute();
}

export interface Load {
  /** Letters of the hour that runs, and of that and the 24 whole hours before: never less than those of 24 hours. */
  hour: number;
  day: number;
}

/** How many letters these addresses were offered lately, over the whole copy. An address without any is not among them. */
export async function loadsOf(tx: Tx, hashes: readonly Buffer[], now: Date): Promise<Map<string, Load>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx
    .selectFrom('recipientHours')
    .select('addressHash')
    .select([
      sql<number>`coalesce(sum(letters) filter (where hour = date_trunc('hour', ${now}::timestamptz)), 0)::int`.as('hour'),
      sql<number>`sum(letters)::int`.as('day'),
    ])
    .where('addressHash', '=', sql<Buffer>`any(${hashes}::bytea[])`)
    .where('hour', '>=', sql<Date>`date_trunc('hour', ${now}::timestamptz) - interval '24 hours'`)
    .groupBy('addressHash')
    .execute();
  return new Map(rows.map(({ addressHash, hour, day }) => [addressHash.toString('hex'), { hour, day }]));
}

/**
 * Lets one transaction at a time change what is counted for each of these addresses. Always in one order, for their rows stand in several tables
 * and campaigns, and two supporters who exchange their recipients would wait for each other for ever. One address alone cannot.
 */
export async function lockLoads(tx: Tx, addressHashes: readonly Buffer[]): Promise<void> {
  if (addressHashes.length < 2) return;
  const locks = addressHashes.map((hash) => hash.readBigInt64BE()).toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  await sql`select pg_advisory_xact_lock(lock) from unnest(${locks.map(String)}::bigint[]) as lock`.execute(tx);
}

/** Adds letters to the hour of an address, or takes them off. The row is held until the transaction ends, so that two cannot both be the last. */
export async function addLoad(tx: Tx, addressHash: Buffer, hour: Date, by: number): Promise<void> {
  await tx
    .insertInto('recipientHours')
    .values({ addressHash, hour, letters: Math.max(0, by) })
    .onConflict((conflict) =>
      conflict
        .columns(['addressHash', 'hour'])
        .doUpdateSet((value) => ({ letters: sql<number>`greatest(0, ${value('recipientHours.letters', '+', by)})` })),
    )
    .execute();
}

/** What recipients themselves asked for at most in a day, by the hex of their hash. */
export async function capsOf(tx: Tx, hashes: readonly Buffer[], now: Date): Promise<Map<string, number>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx
    .selectFrom('recipientCaps')
    .select(['addressHash', 'mostPerDay'])
    .where('addressHash', '=', sql<Buffer>`any(${hashes}::bytea[])`)
    .where('keepUntil', '>', now)
    .execute();
  return new Map(rows.map(({ addressHash, mostPerDay }) => [addressHash.toString('hex'), mostPerDay]));
}

interface Turn {
  workspaceId: string;
  campaignId: string;
  language: string;
}

/** Counts that a combination of a campaign's alternatives was taken up by one more supporter. */
export async function takeTurn(tx: Tx, turn: Turn & { combination: number }): Promise<void> {
  await tx
    .insertInto('wordingTurns')
    .values({ ...turn, taken: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'campaignId', 'language', 'combination'])
        .doUpdateSet((value) => ({ taken: value('wordingTurns.taken', '+', 1) })),
    )
    .execute();
}

/** How often each combination was taken up in a language; one that never was is not among them. */
export async function turnsOf(tx: Tx, { workspaceId, campaignId }: Omit<Turn, 'language'>) {
  return tx
    .selectFrom('wordingTurns')
    .select(['language', 'combination', 'taken'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .orderBy('combination')
    .execute();
}
