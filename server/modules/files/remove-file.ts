import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { LibraryFile } from './library-file.ts';
import { deleteFile, lockFile } from './store.ts';

/** How many campaigns that were launched and are not finished may still send a file. */
export type CountUses = (tx: Tx, workspaceId: string, file: LibraryFile) => Promise<number>;

/**
 * Removes a file from the library. What was sent with it has it; a draft that asks for it says so before its launch.
 * @throws Refusal while a campaign that runs or is paused may still send it
 */
export async function removeFile(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, countUses }: { id: string; countUses: CountUses },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const file = await lockFile(tx, workspaceId, id);
    if (!file) throw notFound('file');
    const uses = await countUses(tx, workspaceId, file);
    if (uses > 0)
      throw new Refusal(
        'conflict',
        'file_in_use',
        `${uses === 1 ? 'A campaign that is' : `${String(uses)} campaigns that are`} not finished may still send this file. Take it out of the messages there first.`,
      );
    await deleteFile(tx, workspaceId, id);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'file.removed', subject: { kind: 'file', id } });
  });
}
