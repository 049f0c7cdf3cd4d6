import type { Tx } from '../../../platform/database.ts';

export interface NewPairing {
  workspaceId: string;
  id: string;
  userId: string;
  locator: string;
  proofHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertPairing(tx: Tx, pairing: NewPairing): Promise<void> {
  await tx.insertInto('pairings').values(pairing).execute();
}

export async function deletePairingsOf(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx.deleteFrom('pairings').where('workspaceId', '=', workspaceId).where('userId', '=', userId).execute();
}

/** The living codes that begin so, mostly one. Others who try them wait until it is decided. */
export async function lockPairings(tx: Tx, locator: string, now: Date) {
  return tx
    .selectFrom('pairings')
    .select(['workspaceId', 'id', 'userId', 'proofHash', 'wrongTries'])
    .where('locator', '=', locator)
    .where('expiresAt', '>', now)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function countWrongTry(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx
    .updateTable('pairings')
    .set((set) => ({ wrongTries: set('wrongTries', '+', 1) }))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deletePairing(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('pairings').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}
