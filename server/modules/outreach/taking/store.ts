import type { Tx } from '../../../platform/database.ts';

interface Taken {
  workspaceId: string;
  exportId: string;
  campaignId: string;
}

/** Claims the number of a draft for a campaign, which may be made later in this transaction. Nothing is changed where it was taken before. */
export async function claimDraft(tx: Tx, taken: Taken): Promise<boolean> {
  const row = await tx
    .insertInto('takenDrafts')
    .values(taken)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'exportId']).doNothing())
    .returning('exportId')
    .executeTakeFirst();
  return row !== undefined;
}

export async function noteAdded(tx: Tx, { workspaceId, exportId }: Omit<Taken, 'campaignId'>, recipientsAdded: number): Promise<void> {
  await tx
    .updateTable('takenDrafts')
    .set({ recipientsAdded })
    .where('workspaceId', '=', workspaceId)
    .where('exportId', '=', exportId)
    .execute();
}

/** Where a draft was taken to before. */
export async function findTaken(tx: Tx, workspaceId: string, exportId: string) {
  return tx
    .selectFrom('takenDrafts')
    .select(['campaignId', 'recipientsAdded'])
    .where('workspaceId', '=', workspaceId)
    .where('exportId', '=', exportId)
    .executeTakeFirst();
}
