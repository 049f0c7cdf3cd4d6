import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';

/** Users, sessions, second factors and links belong to no workspace; their transactions span the installation. */

export async function findUserByEmail(tx: Tx, emailKey: string) {
  return tx.selectFrom('users').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();
}

export async function findUser(tx: Tx, id: string) {
  return tx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
}
/** Holds the user's row: `share` keeps the account from being deleted meanwhile, `update` is for who changes or deletes it. */
export async function lockUser(tx: Tx, id: string, strength: 'share' | 'update') {
  const query = tx.selectFrom('users').selectAll().where('id', '=', id);
  return (strength === 'share' ? query.forKeyShare() : query.forUpdate()).executeTakeFirst();
}
export type User = NonNullable<Awaited<ReturnType<typeof findUser>>>;

export interface NewUser {
  id: string;
  email: string;
  emailKey: string;
  name: string;
  passwordHash: string;
  operatorSince: Date | null;
  createdAt: Date;
}

/** False when the address has an account already. */
export async function insertUser(tx: Tx, user: NewUser): Promise<boolean> {
  const row = await tx
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.column('emailKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable('users').set({ name }).where('id', '=', id).execute();
}

export async function updatePassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.updateTable('users').set({ passwordHash }).where('id', '=', id).execute();
}

export async function insertSession(
  tx: Tx,
  session: {
    id: string;
    userId: string;
    tokenHash: Buffer;
    ipAddress: string | null;
    userAgent: string | null;
    createdAt: Date;
    lastUsedAt: Date;
    confirmedAt: Date;
    secondFactorDue: boolean;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insertInto('sessions').values(session).execute();
}

/** The living session of a cookie with its user; an expired one is not there, whether or not a job ran. */
export async function findSession(tx: Tx, tokenHash: Buffer, now: Date) {
  return tx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select([
      'sessions.id',
      'sessions.userId',
      'sessions.createdAt',
      'sessions.lastUsedAt',
      'sessions.secondFactorDue',
      'sessions.confirmedAt',
      'sessions.expiresAt',
      'users.operatorSince',
      'users.totpEnabledAt',
    ])
    .where('sessions.tokenHash', '=', tokenHash)
    .where('sessions.expiresAt', '>', now)
    .executeTakeFirst();
}

export async function touchSession(tx: Tx, id: string, lastUsedAt: Date, expiresAt: Date): Promise<void> {
  await tx.updateTable('sessions').set({ lastUsedAt, expiresAt }).where('id', '=', id).execute();
}

export async function markConfirmed(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('sessions').set({ confirmedAt: now }).where('id', '=', id).execute();
}

export async function sessionsOf(tx: Tx, userId: string, now: Date) {
  return tx
    .selectFrom('sessions')
    .select(['id', 'ipAddress', 'userAgent', 'createdAt', 'lastUsedAt'])
    .where('userId', '=', userId)
    .where('secondFactorDue', '=', false)
    .where('expiresAt', '>', now)
    .orderBy('lastUsedAt', 'desc')
    .execute();
}

export async function deleteSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  const row = await tx.deleteFrom('sessions').where('id', '=', id).where('userId', '=', userId).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Ends all sessions of a user, or all but one. */
export async function deleteSessions(tx: Tx, userId: string, except?: string): Promise<number> {
  const rows = await tx
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .where((where) => (except === undefined ? where.lit(true) : where('id', '!=', except)))
    .returning('id')
    .execute();
  return rows.length;
}

export async function setTotpSecret(tx: Tx, id: string, secret: Sealed): Promise<void> {
  await tx.updateTable('users').set({ totpSecretSealed: secret, totpEnabledAt: null }).where('id', '=', id).execute();
}

/**
 * Uses up a time step of the authenticator: true for the first who comes with this or a later step, false for everybody after
 * (RFC 6238 section 5.2). One statement, so twenty at the same time are still one.
 */
export async function useTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ totpLastStep: step })
    .where('id', '=', id)
    .where((where) => where.or([where('totpLastStep', 'is', null), where('totpLastStep', '<', step)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False when it was switched on meanwhile. */
export async function enableTotp(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('users')
    .set({ totpEnabledAt: now })
    .where('id', '=', id)
    .where('totpEnabledAt', 'is', null)
    .where('totpSecretSealed', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The last used step stays, so that a code of the old secret's time cannot come back with a new one. */
export async function disableTotp(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('users').set({ totpSecretSealed: null, totpEnabledAt: null }).where('id', '=', id).execute();
  await tx.deleteFrom('backupCodes').where('userId', '=', id).execute();
}

export async function replaceBackupCodes(tx: Tx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('backupCodes').where('userId', '=', userId).execute();
  await tx
    .insertInto('backupCodes')
    .values(hashes.map((codeHash) => ({ userId, codeHash })))
    .execute();
}

/** Uses up a backup code: true once. */
export async function useBackupCode(tx: Tx, userId: string, codeHashes: readonly Buffer[], now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('backupCodes')
    .set({ usedAt: now })
    .where('userId', '=', userId)
    .where('codeHash', 'in', codeHashes)
    .where('usedAt', 'is', null)
    .returning('userId')
    .executeTakeFirst();
  return row !== undefined;
}

export async function putPasswordReset(tx: Tx, userId: string, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await tx
    .insertInto('passwordResets')
    .values({ userId, tokenHash, expiresAt })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ tokenHash, expiresAt }))
    .execute();
}

export async function findPasswordReset(tx: Tx, userId: string) {
  return tx.selectFrom('passwordResets').selectAll().where('userId', '=', userId).executeTakeFirst();
}

/** Uses up a password link: its user once, nobody after. */
export async function takePasswordReset(tx: Tx, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('passwordResets')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .returning('userId')
    .executeTakeFirst();
  return row?.userId;
}

export async function findInstallation(tx: Tx) {
  return tx.selectFrom('installation').selectAll().executeTakeFirst();
}

/** Puts a new setup code in place while nobody has used one. */
export async function putSetupCode(tx: Tx, codeHash: Buffer): Promise<void> {
  await tx.updateTable('installation').set({ setupCodeHash: codeHash }).where('setUpAt', 'is', null).execute();
}

/** Uses up the setup code: true once in the life of a copy. */
export async function takeSetupCode(tx: Tx, codeHash: Buffer, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('installation')
    .set({ setUpAt: now, setupCodeHash: null })
    .where('setUpAt', 'is', null)
    .where('setupCodeHash', '=', codeHash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function markSetUp(tx: Tx, now: Date): Promise<void> {
  await tx.updateTable('installation').set({ setUpAt: now, setupCodeHash: null }).where('setUpAt', 'is', null).execute();
}

/** The addresses of who runs this copy. */
export async function operatorAddresses(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('users').select('email').where('operatorSince', 'is not', null).orderBy('createdAt').execute();
  return rows.map(({ email }) => email);
}
