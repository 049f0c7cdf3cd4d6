import { open, type FileHandle } from 'node:fs/promises';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { makeFolder, pathOf, type ImportFiles } from './imported-file.ts';
import { findImport, lockImport, updateImport } from './store.ts';

export interface Piece {
  workspaceId: string;
  importId: string;
  /** Where in the file the piece begins: exactly where the last one ended. */
  from: number;
  body: ReadableStream<Uint8Array> | undefined;
}

/** Whoever sends nothing for so long has gone. */
const mostSilentSeconds = 30;

/**
 * Takes in a piece of the file, of any length, as it comes: nothing of it stands in memory longer than it takes to write. A piece that broke off
 * is there as far as it came; the next begins where it ended. Gives how much of the file is there.
 * @throws Refusal when the piece does not begin where the last ended, or the file becomes too large
 */
export async function receiveFile(tools: Tools, files: ImportFiles, piece: Piece): Promise<number> {
  const { workspaceId, importId, from } = piece;
  const found = await tools.database.inWorkspace(workspaceId, (tx) => findImport(tx, workspaceId, importId));
  if (!found) throw notFound('import');
  if (found.state !== 'uploading')
    throw new Refusal('conflict', 'import_state', 'The file of this import is there already. Begin another import.');
  if (found.fileBytes !== from)
    throw new Refusal('conflict', 'upload_offset', `Of this file ${String(found.fileBytes)} bytes are here. Go on from there.`);
  await makeFolder(files);
  const file = await open(pathOf(files, importId), from === 0 ? 'w' : 'r+', 0o600);
  let end = from;
  try {
    if (piece.body) for await (const bytes of withoutSilence(piece.body)) end = await write(file, bytes, end, files.mostBytes);
  } finally {
    await file.close();
    // What came is kept, also of a piece that broke off, unless another piece came first.
    await tools.database.inWorkspace(workspaceId, async (tx) => {
      const now = await lockImport(tx, workspaceId, importId);
      if (now?.state === 'uploading' && now.fileBytes === from) await updateImport(tx, workspaceId, importId, { fileBytes: end });
    });
  }
  return end;
}

async function write(file: FileHandle, bytes: Uint8Array, at: number, mostBytes: number): Promise<number> {
  if (at + bytes.length > mostBytes)
    throw new Refusal(
      'invalid',
      'file_too_large',
      `The file is larger than ${String(Math.floor(mostBytes / 1_000_000))} MB. Divide it into several files.`,
    );
  await file.write(bytes, 0, bytes.length, at);
  return at + bytes.length;
}

async function* withoutSilence(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { promise: silence, resolve } = Promise.withResolvers<'silence'>();
      const timer = setTimeout(resolve, mostSilentSeconds * 1000, 'silence');
      const part = await Promise.race([reader.read(), silence]).finally(() => {
        clearTimeout(timer);
      });
      if (part === 'silence') throw new Refusal('invalid', 'too_slow', 'The file came too slowly. What came is kept; go on from there.');
      if (part.done) return;
      yield part.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
