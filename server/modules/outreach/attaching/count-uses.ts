import type { Tx } from '../../../platform/database.ts';
import type { LibraryFile } from '../../files/index.ts';
import { stepsOf } from '../store.ts';
import { askedFiles, mayMean } from './asked-files.ts';
import { unfinishedOutreach } from './store.ts';

/** How many campaigns that were launched and are not finished may still send a file, as their steps are now. */
export async function countFileUses(tx: Tx, workspaceId: string, file: LibraryFile): Promise<number> {
  let uses = 0;
  for (const { id, version } of await unfinishedOutreach(tx, workspaceId))
    if (askedFiles(await stepsOf(tx, workspaceId, id, version)).some(({ name }) => mayMean(name, file))) uses += 1;
  return uses;
}
