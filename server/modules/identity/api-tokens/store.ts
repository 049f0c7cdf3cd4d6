import type { Tx } from '../../../platform/database.ts';

export async function insertApiToken(
  tx: Tx,
  token: {
    workspaceId: string;
    id: string;
    userId: string;
    name: string;
    permissions: string[] | null;
    tokenHash: Buffer;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insertInto('apiTokens').values(token).execute();
}

export async function apiTokensOf(tx: Tx, workspaceId: string, userId: string, now: Date) {
  return tx
    .selectFrom('apiTokens')
    .select(['id', 'name', 'permissions', 'createdAt', 'expiresAt', 'lastUsedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .execute();
}

/** The living API token of a hash with its user. Revoked and expired ones are not there. */
export async function findApiToken(tx: Tx, tokenHash: Buffer, now: Date) {
  return tx
    .selectFrom('apiTokens')
    .innerJoin('users', 'users.id', 'apiTokens.userId')
    .select([
      'apiTokens.workspaceId',
      'apiTokens.id',
      'apiTokens.userId',
      'apiTokens.lastUsedAt',
      'apiTokens.permissions',
      'users.operatorSince',
      'users.totpEnabledAt',
    ])
    .where('apiTokens.tokenHash', '=', tokenHash)
    .where('apiTokens.expiresAt', '>', now)
    .executeTakeFirst();
}

export async function touchApiToken(tx: Tx, workspaceId: string, id: string, now: Date): Promise<void> {
  await tx.updateTable('apiTokens').set({ lastUsedAt: now }).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function deleteApiToken(tx: Tx, workspaceId: string, userId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('apiTokens')
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends all API tokens of a user, in every workspace. */
export async function deleteApiTokensOf(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('apiTokens').where('userId', '=', userId).execute();
}
