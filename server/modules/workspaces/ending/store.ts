import { installationId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';

/** Holds the workspace's row, so that it is not ended and kept, or ended and published in, at the same time. */
export async function lockWorkspace(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('workspaces')
    .select(['workspaceId', 'name', 'endsAt'])
    .where('workspaceId', '=', workspaceId)
    .forUpdate()
    .executeTakeFirst();
}

export async function setEnd(tx: Tx, workspaceId: string, endsAt: Date | null): Promise<void> {
  await tx.updateTable('workspaces').set({ endsAt }).where('workspaceId', '=', workspaceId).execute();
}

/** Whether the workspace is being deleted; its row is held, so that this stays so until the transaction ends. */
export async function holdEnd(tx: Tx, workspaceId: string): Promise<boolean> {
  const row = await tx.selectFrom('workspaces').select('endsAt').where('workspaceId', '=', workspaceId).forShare().executeTakeFirst();
  return row?.endsAt != null;
}

/** Takes every published campaign of the workspace off the road. Gives their ids. */
export async function pauseCampaigns(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('campaigns')
    .set({ state: 'paused' })
    .where('workspaceId', '=', workspaceId)
    .where('state', '=', 'published')
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Stops every team campaign of the workspace that is running. Gives their ids. */
export async function pauseOutreach(tx: Tx, workspaceId: string, now: Date): Promise<string[]> {
  const rows = await tx
    .updateTable('outreachCampaigns')
    .set({ state: 'paused', pausedBecause: 'member', pausedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('state', '=', 'running')
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Workspaces whose time is over. Needs a transaction over the whole installation. */
export async function endedWorkspaces(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('workspaces')
    .select('workspaceId')
    .where('endsAt', '<=', now)
    .where('workspaceId', '!=', installationId)
    .orderBy('endsAt')
    .execute();
  return rows.map(({ workspaceId }) => workspaceId);
}

export async function campaignsOf(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.selectFrom('campaigns').select('id').where('workspaceId', '=', workspaceId).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

export async function deleteCampaignOf(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('campaigns').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** Deletes the workspace; every row that belongs to it goes with it. True for whoever did it. */
export async function deleteWorkspace(tx: Tx, workspaceId: string, now: Date): Promise<boolean> {
  const row = await tx
    .deleteFrom('workspaces')
    .where('workspaceId', '=', workspaceId)
    .where('workspaceId', '!=', installationId)
    .where('endsAt', '<=', now)
    .returning('workspaceId')
    .executeTakeFirst();
  return row !== undefined;
}
