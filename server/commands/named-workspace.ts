import type { Tx } from '../platform/database.ts';
import { installationId, showId } from '../platform/ids.ts';
import { Misuse } from './command.ts';

/** The number of the workspace that was named by its id or slug. Needs a transaction over the whole installation. */
export async function namedWorkspace(tx: Tx, wanted: string): Promise<string> {
  const all = await tx.selectFrom('workspaces').select(['workspaceId', 'slug']).where('workspaceId', '!=', installationId).execute();
  const found = all.find(({ workspaceId, slug }) => slug === wanted || showId('workspace', workspaceId) === wanted);
  if (!found) throw new Misuse('There is no workspace with this id or slug. “workspaces list” names them all.');
  return found.workspaceId;
}
