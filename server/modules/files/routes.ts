import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { addFile } from './add-file.ts';
import { giveFile } from './give-file.ts';
import { isImage, type LibraryFile } from './library-file.ts';
import { removeFile, type CountUses } from './remove-file.ts';
import { filesOf, findFile } from './store.ts';

export interface FileNeeds {
  mostBytes: number;
  countUses: CountUses;
}

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
  return {
    list: files.list.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const found = await filesOf(tx, workspaceId);
        return { files: found.map(shown), bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), mostBytes };
      });
    }),
    add: files.add.handler(async ({ input, context }) =>
      shown(await addFile(tools, actorOf(context), memberOf(context), { name: input.name, body: context.upload, mostBytes })),
    ),
    content: files.content.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const file = await tools.database.inWorkspace(workspaceId, (tx) => findFile(tx, workspaceId, readId('file', input.fileId)));
      if (!file) throw notFound('file');
      return giveFile(tools, workspaceId, file);
    }),
    remove: files.remove.handler(async ({ input, context }) => {
      await removeFile(tools, actorOf(context), memberOf(context), { id: readId('file', input.fileId), countUses });
      return { done: true as const };
    }),
  };
}
