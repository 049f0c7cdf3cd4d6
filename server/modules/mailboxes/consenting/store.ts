import type { Insertable } from 'kysely';
import type { DB } from '../../../../database/rows.ts';
import type { Tx } from '../../../platform/database.ts';
import type { MailboxMode } from '../../../providers/capabilities.ts';

type NewConsent = Pick<Insertable<DB['mailboxConsents']>, 'workspaceId' | 'id' | 'userId' | 'mailboxId' | 'provider' | 'mode'> &
  Pick<Insertable<DB['mailboxConsents']>, 'stateHash' | 'nonceSealed' | 'verifierSealed' | 'timeZone' | 'askedAgain' | 'expiresAt'>;

export async function insertConsent(tx: Tx, consent: NewConsent): Promise<void> {
  await tx.insertInto('mailboxConsents').values(consent).execute();
}

export async function deleteConsentsOf(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx.deleteFrom('mailboxConsents').where('workspaceId', '=', workspaceId).where('userId', '=', userId).execute();
}

/** A way to a consent screen that is still open; one that is over is not there, whether or not a job ran. */
export async function findConsent(tx: Tx, stateHash: Buffer, now: Date) {
  const row = await tx
    .selectFrom('mailboxConsents')
    .select(['workspaceId', 'id', 'userId', 'mailboxId', 'provider', 'mode', 'nonceSealed', 'verifierSealed', 'timeZone', 'askedAgain'])
    .where('stateHash', '=', stateHash)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row && { ...row, provider: row.provider as 'gmail' | 'outlook', mode: row.mode as MailboxMode };
}
export type ConsentRow = NonNullable<Awaited<ReturnType<typeof findConsent>>>;

/** Takes it, for the first who comes back. */
export async function takeConsent(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }): Promise<boolean> {
  const row = await tx
    .deleteFrom('mailboxConsents')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
