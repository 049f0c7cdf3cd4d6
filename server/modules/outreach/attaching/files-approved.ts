import type { Tx } from '../../../platform/database.ts';
import { filesOf } from '../../files/index.ts';
import { stepsOf } from '../store.ts';
import { askedFiles, mayMean } from './asked-files.ts';

/** The files that a version of the steps may send, for whoever approves it: one that was removed and added anew under its name is another. */
export async function filesApproved(tx: Tx, workspaceId: string, of: { campaignId: string; version: number }): Promise<string[]> {
  const asked = askedFiles(await stepsOf(tx, workspaceId, of.campaignId, of.version));
  if (asked.length === 0) return [];
  const library = await filesOf(tx, workspaceId);
  return library
    .filter((file) => asked.some(({ name }) => mayMean(name, file)))
    .map(({ id }) => id)
    .toSorted();
}
