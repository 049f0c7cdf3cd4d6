import { emailKey } from '../../../../shared/email-address.ts';
import type { Tx } from '../../../platform/database.ts';
import { addressTaken } from './address-change.ts';

export interface AddressChange {
  id: string;
  userId: string;
  oldEmail: string;
  newEmail: string;
  linkHash: Buffer;
  undoHash: Buffer;
  askedAt: Date;
  linkEndsAt: Date;
  endsAt: Date;
}

export async function insertAddressChange(tx: Tx, change: AddressChange): Promise<void> {
  await tx.insertInto('addressChanges').values(change).execute();
}

export async function findAddressChange(tx: Tx, id: string, now: Date) {
  return tx.selectFrom('addressChanges').selectAll().where('id', '=', id).where('endsAt', '>', now).executeTakeFirst();
}

/** The change of a user whose link to the new address is still good. */
export async function openAddressChange(tx: Tx, userId: string, now: Date) {
  return tx
    .selectFrom('addressChanges')
    .select(['id', 'newEmail', 'linkEndsAt'])
    .where('userId', '=', userId)
    .where('doneAt', 'is', null)
    .where('linkEndsAt', '>', now)
    .executeTakeFirst();
}

/** Forgets what was asked and not done. Gives how many there were. */
export async function deleteOpenChanges(tx: Tx, userId: string): Promise<number> {
  const rows = await tx.deleteFrom('addressChanges').where('userId', '=', userId).where('doneAt', 'is', null).returning('id').execute();
  return rows.length;
}

export async function findByLink(tx: Tx, linkHash: Buffer, now: Date) {
  return tx
    .selectFrom('addressChanges')
    .select(['id', 'userId', 'newEmail'])
    .where('linkHash', '=', linkHash)
    .where('doneAt', 'is', null)
    .where('linkEndsAt', '>', now)
    .executeTakeFirst();
}

/** Uses up the link to the new address: the change once, nothing after. */
export async function takeLink(tx: Tx, linkHash: Buffer, { now, endsAt }: { now: Date; endsAt: Date }) {
  return tx
    .updateTable('addressChanges')
    .set({ doneAt: now, endsAt })
    .where('linkHash', '=', linkHash)
    .where('doneAt', 'is', null)
    .where('linkEndsAt', '>', now)
    .returning(['id', 'userId', 'newEmail'])
    .executeTakeFirst();
}

export async function findByUndo(tx: Tx, undoHash: Buffer, now: Date) {
  return tx.selectFrom('addressChanges').select('userId').where('undoHash', '=', undoHash).where('endsAt', '>', now).executeTakeFirst();
}

/** Uses up the old address's way back, and with it every later change of this user. */
export async function takeUndo(tx: Tx, undoHash: Buffer, now: Date) {
  const change = await tx
    .deleteFrom('addressChanges')
    .where('undoHash', '=', undoHash)
    .where('endsAt', '>', now)
    .returning(['userId', 'oldEmail', 'askedAt', 'doneAt'])
    .executeTakeFirst();
  if (change) await tx.deleteFrom('addressChanges').where('userId', '=', change.userId).where('askedAt', '>=', change.askedAt).execute();
  return change;
}

const uniqueViolation = '23505';

/**
 * Gives a user another address; links to set a password, which went to the one before, end.
 * @throws Refusal when it is the address of somebody else's account
 */
export async function updateAddress(tx: Tx, userId: string, email: string): Promise<void> {
  try {
    await tx
      .updateTable('users')
      .set({ email, emailKey: emailKey(email) })
      .where('id', '=', userId)
      .execute();
  } catch (error) {
    if ((error as { code?: unknown }).code === uniqueViolation) throw addressTaken();
    throw error;
  }
  await tx.deleteFrom('passwordResets').where('userId', '=', userId).execute();
}
