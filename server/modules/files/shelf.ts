import type { Tools } from '../../platform/tools.ts';
import { nameKey, type LibraryFile } from './library-file.ts';
import { contentOf, filesNamed } from './store.ts';

/** A file as it is put into a message: in base64, in lines, so that this is done once and not for each recipient. */
export interface ReadyFile extends Pick<LibraryFile, 'id' | 'name' | 'mediaType' | 'bytes'> {
  encoded: Uint8Array;
}

/** Gives files by name, ready to be sent; nothing for one that is not in the library. */
export type Shelf = (workspaceId: string, name: string) => Promise<ReadyFile | undefined>;

interface Kept {
  found: Promise<Omit<ReadyFile, 'encoded'> | undefined>;
  at: number;
}

/** What of files one process keeps in memory. */
const mostKeptBytes = 32_000_000;
const mostNames = 5_000;
/** After so long a name is looked up anew: a file may have been added under it. */
const nameMilliseconds = 10_000;

/** Reads each file once while messages go out, and keeps what was used last within a bound. What a file holds never changes. */
export function createShelf(tools: Pick<Tools, 'database' | 'clock'>): Shelf {
  const names = new Map<string, Kept>();
  const contents = new Map<string, Uint8Array>();
  const reading = new Map<string, Promise<Uint8Array | undefined>>();
  let keptBytes = 0;

  function look(workspaceId: string, name: string): Kept['found'] {
    const key = `${workspaceId} ${nameKey(name)}`;
    const now = tools.clock.now().getTime();
    const known = names.get(key);
    if (known && now - known.at < nameMilliseconds && now >= known.at) return known.found;
    const found = tools.database.inWorkspace(workspaceId, async (tx) => (await filesNamed(tx, workspaceId, [nameKey(name)]))[0]);
    // What could not be asked is asked again by whoever comes next.
    found.catch(() => names.delete(key));
    names.delete(key);
    names.set(key, { found, at: now });
    for (const oldest of names.keys()) if (names.size > mostNames) names.delete(oldest);
    return found;
  }

  async function read(workspaceId: string, file: { id: string; bytes: number }): Promise<Uint8Array | undefined> {
    const content = await tools.database.inWorkspace(workspaceId, (tx) => contentOf(tx, workspaceId, file));
    const encoded = content && inLines(content);
    if (!encoded) return undefined;
    contents.set(file.id, encoded);
    keptBytes += encoded.length;
    for (const [oldest, { length }] of contents) {
      if (keptBytes <= mostKeptBytes) break;
      contents.delete(oldest);
      keptBytes -= length;
    }
    return encoded;
  }

  return async (workspaceId, name) => {
    const file = await look(workspaceId, name);
    if (!file) return undefined;
    const known = contents.get(file.id);
    if (known) {
      contents.delete(file.id);
      contents.set(file.id, known);
      return { ...file, encoded: known };
    }
    const under = reading.get(file.id) ?? read(workspaceId, file).finally(() => reading.delete(file.id));
    reading.set(file.id, under);
    const encoded = await under;
    return encoded && { ...file, encoded };
  };
}

/** 57 bytes make a line of 76 characters (RFC 2045 section 6.8). */
const bytesPerLine = 57;

export function inLines(content: Uint8Array): Uint8Array {
  const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const lines = Math.ceil(file.length / bytesPerLine);
  const encoded = Buffer.alloc(Math.ceil(file.length / 3) * 4 + lines * 2);
  let at = 0;
  for (let from = 0; from < file.length; from += bytesPerLine) {
    at += encoded.write(file.toString('base64', from, Math.min(file.length, from + bytesPerLine)), at, 'latin1');
    at += encoded.write('\r\n', at, 'latin1');
  }
  return encoded.subarray(0, at);
}
