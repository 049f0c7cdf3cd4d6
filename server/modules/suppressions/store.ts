import { sql } from 'kysely';
import { installationId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';

export interface NewSuppression {
  workspaceId: string;
  id: string;
  addressHash: Buffer;
  addressSealed: Sealed;
  reason: string;
  addedBy: string | null;
  addedAt: Date;
  keepUntil: Date;
}

const shown = ['workspaceId', 'id', 'addressSealed', 'reason', 'addedAt', 'keepUntil'] as const;

/**
 * Does nothing when the address is suppressed there already: an earlier reason and date stay. One that has ended gives way, and so does a pause
 * to anything that is more than a pause: whoever ends the pause later does not end that.
 */
export async function insertSuppression(tx: Tx, suppression: NewSuppression): Promise<void> {
  await insertSuppressions(tx, [suppression]);
}

/** The same for many, each address once. Gives those that were written. */
export async function insertSuppressions(tx: Tx, suppressions: readonly NewSuppression[]) {
  if (suppressions.length === 0) return [];
  return tx
    .insertInto('suppressions')
    .values([...suppressions])
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'addressHash'])
        .doUpdateSet((given) => ({
          id: given.ref('excluded.id'),
          addressSealed: given.ref('excluded.addressSealed'),
          reason: given.ref('excluded.reason'),
          addedBy: given.ref('excluded.addedBy'),
          addedAt: given.ref('excluded.addedAt'),
          keepUntil: given.ref('excluded.keepUntil'),
        }))
        .where((where) =>
          where.or([
            where('suppressions.keepUntil', '<=', where.ref('excluded.addedAt')),
            where.and([where('suppressions.reason', '=', 'restricted'), where(sql<string>`excluded.reason`, '<>', 'restricted')]),
          ]),
        ),
    )
    .returning(['workspaceId', 'addressHash', 'reason', 'keepUntil'])
    .execute();
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
    .set({ keepUntil: sql<Date>`greatest(keep_until, ${keepUntil})` })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning([...shown, 'addressHash'])
    .executeTakeFirst();
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

/** Keeps what is there until a date at least. False when nothing is there. */
export async function prolongSuppression(tx: Tx, workspaceId: string, addressHash: Buffer, keepUntil: Date): Promise<boolean> {
  const row = await tx
    .updateTable('suppressions')
    .set({ keepUntil: sql<Date>`greatest(keep_until, ${keepUntil})` })
    .where('workspaceId', '=', workspaceId)
    .where('addressHash', '=', addressHash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
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
  keepUntil: Date;
}

/** Suppressions in the order of their numbers, locked so that nobody releases or extends them meanwhile. */
export async function suppressionsForRenewal(tx: Tx, page: { after: string | undefined; limit: number }): Promise<CodedSuppression[]> {
  return tx
    .selectFrom('suppressions')
    .select(['workspaceId', 'id', 'addressHash', 'addressSealed', 'keepUntil'])
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .forUpdate()
    .execute();
}

/** Puts a suppression under another code. One that stands under it already gives way, and what it had longer goes over. */
export async function renewSuppressionCode(tx: Tx, { workspaceId, id, keepUntil }: CodedSuppression, addressHash: Buffer): Promise<void> {
  const twin = await tx
    .deleteFrom('suppressions')
    .where('workspaceId', '=', workspaceId)
    .where('addressHash', '=', addressHash)
    .where('id', '<>', id)
    .returning('keepUntil')
    .executeTakeFirst();
  const until = twin && twin.keepUntil > keepUntil ? twin.keepUntil : keepUntil;
  await tx
    .updateTable('suppressions')
    .set({ addressHash, keepUntil: until })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
