import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { addFile } from './add-file.ts';
import { isImage, mostFileBytes, type LibraryFile } from './library-file.ts';
import { createRoom } from './room.ts';
import { removeFile, type CountUses } from './remove-file.ts';
import { contentOf, filesOf, findFile } from './store.ts';

export interface FileNeeds {
  mostBytes: number;
  countUses: CountUses;
}

/** A file is whole in memory while it is judged: two at a time, and whoever comes then waits. */
const mostTakenIn = 2 * mostFileBytes;

const shown = ({ id, createdBy, addedAt, ...file }: LibraryFile) => ({
  id: showId('file', id),
  name: file.name,
  mediaType: file.mediaType,
  bytes: file.bytes,
  isImage: isImage(file),
  createdBy: createdBy && showId('user', createdBy),
  addedAt: addedAt.toISOString(),
});

/** The files that a team keeps to send with its messages. */
export function fileRoutes(tools: Tools, { mostBytes, countUses }: FileNeeds) {
  const { files } = api;
  const room = createRoom(mostTakenIn);
  return {
    list: files.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const found = await filesOf(tx, workspaceId);
        return { files: found.map(shown), bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), mostBytes };
      });
    }),
    add: files.add.handler(async ({ input, context }) =>
      shown(
        await room(mostFileBytes, () =>
          addFile(tools, actorOf(context), memberOf(context), { name: input.name, body: context.upload, mostBytes }),
        ),
      ),
    ),
    content: files.content.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const file = await findFile(tx, workspaceId, readId('file', input.fileId));
        const content = file && (await contentOf(tx, workspaceId, file));
        if (!content) throw notFound('file');
        return new File([content], file.name, { type: file.mediaType });
      });
    }),
    remove: files.remove.handler(async ({ input, context }) => {
      await removeFile(tools, actorOf(context), memberOf(context), { id: readId('file', input.fileId), countUses });
      return { done: true as const };
    }),
  };
}
