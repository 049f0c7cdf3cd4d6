import { sql } from 'kysely';
import { installationId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';
import { byStrength, isStrongerThan } from './suppression.ts';

export interface NewSuppression {
  workspaceId: string;
  id: string;
  addressHash: Buffer;
  addressSealed: Sealed;
  reason: string;
  addedBy: string | null;
  addedAt: Date;
  keepUntil: Date;
  /** Of the merge that puts it there because another address of the same person stands there. */
  mergeId?: string;
}

const shown = ['workspaceId', 'id', 'addressSealed', 'reason', 'addedAt', 'keepUntil'] as const;

/** What stood there before, where something did. */
export interface Replaced {
  reason: string;
  addedAt: Date;
  keepUntil: Date;
  mergeId: string | null;
}

const strengthOf = (reason: string) => sql<number>`array_position(${sql.val([...byStrength])}::text[], ${sql.raw(reason)})`;
const hasEnded = sql<boolean>`suppressions.keep_until <= excluded.added_at`;
const isStronger = sql<boolean>`${strengthOf('excluded.reason')} > ${strengthOf('suppressions.reason')}`;
const isLonger = sql<boolean>`excluded.keep_until > suppressions.keep_until`;
// A merge's entry gives way to whatever is said of the address itself, and another merge's comes on top: each is taken back by itself.
const takesPlace = sql<boolean>`(${hasEnded} or ${isStronger} or suppressions.merge_id is not null or excluded.merge_id is not null)`;
const whicheverStays = (column: string) =>
  sql<never>`case when ${takesPlace} then excluded.${sql.raw(column)} else suppressions.${sql.raw(column)} end`;

/**
 * Puts addresses on the list, each once. Where one stands there in force, the stronger reason and the longer period stay, whichever came first; the
 * same once more changes nothing. One that has ended gives way. Gives those that were written, with what stood there before.
 */
export async function insertSuppressions(tx: Tx, suppressions: readonly NewSuppression[]) {
  if (suppressions.length === 0) return [];
  // Held first, because what a statement replaces it can tell only from PostgreSQL 18 on.
  const there = await tx
    .selectFrom('suppressions')
    .select(['workspaceId', 'id', 'addressHash', 'reason', 'addedAt', 'keepUntil', 'mergeId'])
    .where('workspaceId', 'in', [...new Set(suppressions.map(({ workspaceId }) => workspaceId))])
    .where(isOneOf(suppressions.map(({ addressHash }) => addressHash)))
    .orderBy('workspaceId')
    .orderBy('addressHash')
    .forUpdate()
    .execute();
  const rows = await tx
    .insertInto('suppressions')
    .values([...suppressions])
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'addressHash'])
        .doUpdateSet({
          id: whicheverStays('id'),
          addressSealed: whicheverStays('address_sealed'),
          reason: sql<string>`case when ${hasEnded} or ${isStronger} then excluded.reason else suppressions.reason end`,
          addedBy: whicheverStays('added_by'),
          addedAt: whicheverStays('added_at'),
          mergeId: whicheverStays('merge_id'),
          keepUntil: sql<Date>`greatest(suppressions.keep_until, excluded.keep_until)`,
        })
        .where(
          sql<boolean>`${hasEnded} or ${isStronger}
            or (excluded.merge_id is null and suppressions.merge_id is not null)
            or (${isLonger} and (excluded.merge_id is not null or excluded.reason <> suppressions.reason))`,
        ),
    )
    .returning(['workspaceId', 'id', 'addressHash', 'reason', 'keepUntil'])
    .execute();
  const keyOf = (one: { workspaceId: string; addressHash: Buffer }) => `${one.workspaceId} ${one.addressHash.toString('hex')}`;
  const thereBy = new Map(there.map((one) => [keyOf(one), one]));
  return rows.map((row) => {
    const before = thereBy.get(keyOf(row));
    const replaced: Replaced | null = before
      ? { reason: before.reason, addedAt: before.addedAt, keepUntil: before.keepUntil, mergeId: before.mergeId }
      : null;
    return { ...row, isNew: before?.id !== row.id, before: replaced };
  });
}

/** Suppressions of this workspace and of the whole installation that carry one of these hashes and are in force. */
export async function suppressionsOf(tx: Tx, workspaceId: string, hashes: readonly Buffer[], now: Date) {
  if (hashes.length === 0) return [];
  return tx
    .selectFrom('suppressions')
    .select([...shown, 'addressHash'])
    .where('workspaceId', 'in', [workspaceId, installationId])
    .where(isOneOf(hashes))
    .where('keepUntil', '>', now)
    .execute();
}

export async function listSuppressions(
  tx: Tx,
  workspaceIds: readonly string[],
  now: Date,
  page: { after: string | undefined; limit: number },
) {
  return tx
    .selectFrom('suppressions')
    .select(shown)
    .where('workspaceId', 'in', workspaceIds)
    .where('keepUntil', '>', now)
    .$if(page.after !== undefined, (query) => query.where('id', '<', page.after ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** All that is in force in these workspaces, sealed. */
export async function sealedSuppressions(tx: Tx, workspaceIds: readonly string[], now: Date) {
  return tx
    .selectFrom('suppressions')
    .select(['workspaceId', 'id', 'addressSealed'])
    .where('workspaceId', 'in', workspaceIds)
    .where('keepUntil', '>', now)
    .execute();
}

export async function findSuppression(tx: Tx, workspaceId: string, id: string) {
  return tx.selectFrom('suppressions').select(shown).where('workspaceId', '=', workspaceId).where('id', '=', id).executeTakeFirst();
}

export async function extendSuppression(tx: Tx, workspaceId: string, id: string, keepUntil: Date) {
  return tx
    .updateTable('suppressions')
    .set({ keepUntil: sql<Date>`greatest(keep_until, ${keepUntil})`, mergeId: null })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning([...shown, 'addressHash'])
    .executeTakeFirst();
}

/** What a merge put on the list and nobody has said of the address itself since. */
export async function lockSuppressionsOfMerge(tx: Tx, workspaceId: string, mergeId: string) {
  return tx
    .selectFrom('suppressions')
    .select(['workspaceId', 'id', 'addressHash'])
    .where('workspaceId', '=', workspaceId)
    .where('mergeId', '=', mergeId)
    .forUpdate()
    .execute();
}

/** Puts an entry back to what it was before a merge. */
export async function resetSuppression(tx: Tx, workspaceId: string, id: string, before: Replaced): Promise<void> {
  await tx.updateTable('suppressions').set(before).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** Gives the code under which the address stood, or nothing when it did not. */
export async function deleteSuppression(tx: Tx, workspaceId: string, id: string): Promise<Buffer | undefined> {
  const row = await tx
    .deleteFrom('suppressions')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('addressHash')
    .executeTakeFirst();
  return row?.addressHash;
}

export async function deleteSuppressionUnder(tx: Tx, workspaceId: string, addressHash: Buffer): Promise<number> {
  const query = tx.deleteFrom('suppressions').where('workspaceId', '=', workspaceId).where('addressHash', '=', addressHash);
  return (await query.returning('id').execute()).length;
}

export async function hasWorkspace(tx: Tx, workspaceId: string): Promise<boolean> {
  const row = await tx.selectFrom('workspaces').select('workspaceId').where('workspaceId', '=', workspaceId).executeTakeFirst();
  return row !== undefined;
}

/** Every suppression of an address, in all workspaces. */
export async function deleteSuppressionsUnder(tx: Tx, hashes: readonly Buffer[]): Promise<{ workspaceId: string; addressHash: Buffer }[]> {
  return tx.deleteFrom('suppressions').where('addressHash', 'in', hashes).returning(['workspaceId', 'addressHash']).execute();
}

export async function insertErasure(tx: Tx, erasure: { addressHash: Buffer; addressSealed: Sealed; erasedAt: Date }): Promise<void> {
  await tx
    .insertInto('erasures')
    .values(erasure)
    .onConflict((conflict) =>
      conflict.column('addressHash').doUpdateSet({ erasedAt: erasure.erasedAt, addressSealed: erasure.addressSealed }),
    )
    .execute();
}

/** Erasures of before this moment whose address was not looked for once more; each for one worker at a time. */
export async function lockUnsweptErasure(tx: Tx, before: Date): Promise<{ addressHash: Buffer; addressSealed: Buffer } | undefined> {
  const row = await tx
    .selectFrom('erasures')
    .select(['addressHash', 'addressSealed'])
    .where('addressSealed', 'is not', null)
    .where('erasedAt', '<=', before)
    .orderBy('erasedAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.addressSealed ? { addressHash: row.addressHash, addressSealed: row.addressSealed } : undefined;
}

export async function clearErasedAddress(tx: Tx, addressHash: Buffer): Promise<void> {
  await tx.updateTable('erasures').set({ addressSealed: null }).where('addressHash', '=', addressHash).execute();
}

/** Erasures under these codes that are still to be remembered. */
export async function findErasures(tx: Tx, hashes: readonly Buffer[], after: Date) {
  if (hashes.length === 0) return [];
  return tx.selectFrom('erasures').select(['addressHash', 'erasedAt']).where(isOneOf(hashes)).where('erasedAt', '>', after).execute();
}

/** As one value, however many they are: a text with thousands of places would be written, sent and planned anew for each batch. */
const isOneOf = (hashes: readonly Buffer[]) => sql<boolean>`address_hash = any(${sql.val([...hashes])}::bytea[])`;

/** Whether anybody was erased after a moment. */
export async function hasErasures(tx: Tx, after: Date): Promise<boolean> {
  const row = await tx.selectFrom('erasures').select('erasedAt').where('erasedAt', '>', after).limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function deleteErasures(tx: Tx, hashes: readonly Buffer[]): Promise<number> {
  return (await tx.deleteFrom('erasures').where('addressHash', 'in', hashes).returning('addressHash').execute()).length;
}

export interface CodedSuppression {
  workspaceId: string;
  id: string;
  addressHash: Buffer;
  addressSealed: Buffer;
  reason: string;
  keepUntil: Date;
}

/** Suppressions in the order of their numbers, locked so that nobody releases or extends them meanwhile. */
export async function suppressionsForRenewal(tx: Tx, page: { after: string | undefined; limit: number }): Promise<CodedSuppression[]> {
  return tx
    .selectFrom('suppressions')
    .select(['workspaceId', 'id', 'addressHash', 'addressSealed', 'reason', 'keepUntil'])
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .forUpdate()
    .execute();
}

/**
 * Puts a suppression under another code. One that stands under it already gives way, and the stronger reason and the longer period of the two stay.
 * Two that became one are no merge's to take back.
 */
export async function renewSuppressionCode(tx: Tx, renewed: CodedSuppression, addressHash: Buffer): Promise<void> {
  const { workspaceId, id, reason, keepUntil } = renewed;
  const twin = await tx
    .deleteFrom('suppressions')
    .where('workspaceId', '=', workspaceId)
    .where('addressHash', '=', addressHash)
    .where('id', '<>', id)
    .returning(['reason', 'keepUntil'])
    .executeTakeFirst();
  const both = twin && {
    reason: isStrongerThan(twin.reason, reason) ? twin.reason : reason,
    keepUntil: twin.keepUntil > keepUntil ? twin.keepUntil : keepUntil,
    mergeId: null,
  };
  await tx
    .updateTable('suppressions')
    .set({ addressHash, ...both })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
