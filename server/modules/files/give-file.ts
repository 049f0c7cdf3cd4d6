import type { Tools } from '../../platform/tools.ts';
import { partBytes, type LibraryFile } from './library-file.ts';
import { partOf } from './store.ts';

/**
 * A file of the library for whoever asked for it. It is read part by part as they take it, and however slowly they do, no more of it than a part is in
 * memory. It breaks off where the file is removed meanwhile.
 */
export function giveFile(tools: Pick<Tools, 'database'>, workspaceId: string, { id, name, mediaType, bytes }: LibraryFile): File {
  let position = 0;
  const stream = () =>
    new ReadableStream<Uint8Array>(
      {
        async pull(taker) {
          if (position * partBytes >= bytes) {
            taker.close();
            return;
          }
          const part = await tools.database.inWorkspace(workspaceId, (tx) => partOf(tx, workspaceId, { id, position }));
          if (!part) throw new Error('The file was removed while it was read.');
          position += 1;
          taker.enqueue(part);
        },
      },
      { highWaterMark: 0 },
    );
  // The contract gives a File, and an answer is made of nothing else of it.
  return Object.defineProperties(new File([], name, { type: mediaType }), { size: { value: bytes }, stream: { value: stream } });
}
