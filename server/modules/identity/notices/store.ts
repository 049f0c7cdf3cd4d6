import type { Tx } from '../../../platform/database.ts';

/** Whether this browser and network are known, under any of their codes. What is forgotten is not known, even when no job ran. */
export async function isKnownBrowser(tx: Tx, userId: string, codeHashes: readonly Buffer[], now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('knownBrowsers')
    .select('userId')
    .where('userId', '=', userId)
    .where('codeHash', 'in', codeHashes)
    .where('forgottenAt', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function putKnownBrowser(tx: Tx, known: { userId: string; codeHash: Buffer; forgottenAt: Date }): Promise<void> {
  const { forgottenAt } = known;
  await tx
    .insertInto('knownBrowsers')
    .values(known)
    .onConflict((conflict) => conflict.columns(['userId', 'codeHash']).doUpdateSet({ forgottenAt }))
    .execute();
}

/** True for the very first sign-in of an account, once. */
export async function markFirstSignIn(tx: Tx, userId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ firstSignedInAt: now })
    .where('id', '=', userId)
    .where('firstSignedInAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
