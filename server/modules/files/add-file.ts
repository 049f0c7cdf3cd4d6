import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { judgeBytes } from './judge-bytes.ts';
import { checkedName, mostFiles, nameKey, type LibraryFile } from './library-file.ts';
import { filesNamed, insertFile, lockSizeOf } from './store.ts';
import { takeBytes } from './take-bytes.ts';

export interface FileToAdd {
  name: string;
  body: ReadableStream<Uint8Array> | undefined;
  /** How much the library of a workspace may hold. */
  mostBytes: number;
}

/**
 * Adds a file to the library, under a name that no other has there. What it is, is judged by its bytes.
 * @throws Refusal when it is not fit to be sent, its name is taken, or the library is full
 */
export async function addFile(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { name: given, body, mostBytes }: FileToAdd,
): Promise<LibraryFile> {
  const name = checkedName(given);
  const content = await takeBytes(body);
  const mediaType = judgeBytes(name, content);
  const bytes = content.length;
  const file = { id: newId(tools.clock), name, mediaType, bytes, createdBy: userId, addedAt: tools.clock.now() };
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const size = await lockSizeOf(tx, workspaceId);
    if (size.files >= mostFiles) throw new Refusal('refused', 'library_full', 'A library holds at most 5,000 files. Remove one first.');
    if (size.bytes + bytes > mostBytes)
      throw new Refusal(
        'refused',
        'library_full',
        `The library holds at most ${String(Math.floor(mostBytes / 1_000_000))} MB, and this file is too much. Remove another first.`,
      );
    if ((await filesNamed(tx, workspaceId, [nameKey(name)])).length > 0)
      throw new Refusal(
        'conflict',
        'file_name_taken',
        'There is a file of this name in the library. Remove it first, or use another name.',
      );
    await insertFile(tx, { ...file, workspaceId, nameKey: nameKey(name) }, content);
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: 'file.added', subject: { kind: 'file', id: file.id }, details: { bytes } },
    );
  });
  return file;
}
