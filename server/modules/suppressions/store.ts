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

/** Does nothing when the address is suppressed there already: an earlier reason and date stay. One that has ended gives way. */
export async function insertSuppression(tx: Tx, suppression: NewSuppression): Promise<void> {
  await tx
    .insertInto('suppressions')
    .values(suppression)
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'addressHash']).doUpdateSet(suppression).where('suppressions.keepUntil', '<=', suppression.addedAt),
    )
    .execute();
}

/** Suppressions of this workspace and of the whole installation that carry one of these hashes and are in force. */
export async function suppressionsOf(tx: Tx, workspaceId: string, hashes: readonly Buffer[], now: Date) {
  if (hashes.length === 0) return [];
  return tx
    .selectFrom('suppressions')
    .select([...shown, 'addressHash'])
    .where('workspaceId', 'in', [workspaceId, installationId])
    .where('addressHash', 'in', hashes)
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

export async function findSuppression(tx: Tx, workspaceId: string, id: string) {
  return tx.selectFrom('suppressions').select(shown).where('workspaceId', '=', workspaceId).where('id', '=', id).executeTakeFirst();
}

export async function extendSuppression(tx: Tx, workspaceId: string, id: string, keepUntil: Date) {
  return tx
    .updateTable('suppressions')
    .set({ keepUntil: sql<Date>`greatest(keep_until, ${keepUntil})` })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning(shown)
    .executeTakeFirst();
}

export async function deleteSuppression(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('suppressions')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
