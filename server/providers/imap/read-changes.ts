import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { MailChanges, MessageHead } from '../capabilities.ts';
import { findFolder, inbox, openFolder, search, type Folder } from './folders.ts';
import { headLines } from './head-lines.ts';
import { placeOf, readMark, writeMark, type FolderMark } from './mark.ts';

/** So much of a header is read; what is longer was not written by a mail program. */
const mostOfHeader = 64 * 1024;
/** Heads are asked for by so many at once, and no more once they add up to this. */
const atOnce = 25;
const mostOfPage = 2 * 1024 * 1024;

/** The mark of this moment, in the inbox and in junk. */
export async function markNow(client: ImapFlow): Promise<string> {
  const folders = new Map<string, FolderMark>();
  for (const path of await foldersOf(client)) {
    const folder = await openFolder(client, path);
    folders.set(path, { validity: folder.validity, uid: await lastOf(client, folder) });
  }
  return writeMark(folders);
}

/**
 * What came to the inbox and to junk since a mark. A folder whose numbers are new, or that nobody knew before, is read by time.
 * @param know told up to which number the inbox is known, once all of it is
 */
export async function readChanges(
  client: ImapFlow,
  { cursor, since, most }: { cursor: string; since: Date; most: number },
  know: (next: number | undefined) => void,
): Promise<MailChanges> {
  const before = readMark(cursor);
  const after = new Map<string, FolderMark>();
  const heads: MessageHead[] = [];
  let [startedAnew, more] = [before === undefined, false];
  for (const path of await foldersOf(client)) {
    const folder = await openFolder(client, path);
    const kept = before?.get(path);
    const isSame = kept?.validity === folder.validity;
    if (kept && !isSame) startedAnew = true;
    const mark = isSame ? kept : { validity: folder.validity, uid: 0, from: dayBefore(since) };
    const page = await readFolder(client, folder, mark, most - heads.length);
    heads.push(...page.heads);
    after.set(path, page.mark);
    more ||= page.more;
    if (path === inbox && !page.more) know(folder.next);
  }
  heads.sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
  return { heads, cursor: writeMark(after), more, startedAnew };
}

async function foldersOf(client: ImapFlow): Promise<string[]> {
  const junk = await findFolder(client, '\\Junk');
  return junk === undefined ? [inbox] : [inbox, junk];
}

/** The number of the newest message of an open folder. */
async function lastOf(client: ImapFlow, { next, exists }: Folder): Promise<number> {
  if (next !== undefined) return next - 1;
  return exists === 0 ? 0 : ((await search(client, { uid: '*' })).at(-1) ?? 0);
}

async function readFolder(
  client: ImapFlow,
  folder: Folder,
  mark: FolderMark,
  most: number,
): Promise<{ heads: MessageHead[]; mark: FolderMark; more: boolean }> {
  const last = await lastOf(client, folder);
  // A server that began anew without saying so has smaller numbers than those that were read (RFC 3501 section 2.3.1.1 forbids it; it happens after restores).
  const uid = Math.min(mark.uid, last);
  const waiting =
    last > uid ? await search(client, { uid: `${String(uid + 1)}:*`, ...(mark.from === undefined ? {} : { since: mark.from }) }) : [];
  // A range that ends in * has the newest message in it, also where that is older (RFC 9051 section 9, seq-range).
  const fresh = waiting.filter((number) => number > uid && number <= last);
  const heads: MessageHead[] = [];
  let [read, bytes] = [0, 0];
  while (read < fresh.length && read < most && bytes < mostOfPage) {
    const batch = fresh.slice(read, Math.min(read + atOnce, most));
    for (const found of await fetchHeads(client, batch)) {
      bytes += found.headers?.byteLength ?? 0;
      // A draft was sent by nobody.
      if (!found.flags?.has('\\Draft')) heads.push(headOf(folder, found));
    }
    read += batch.length;
  }
  const { validity } = folder;
  if (read === fresh.length) return { heads, mark: { validity, uid: last }, more: false };
  return { heads, mark: { ...mark, uid: read === 0 ? uid : (fresh[read - 1] ?? uid) }, more: true };
}

/** The heads of these messages, as far as they are still there. What was not told with the others is asked for by itself, before it counts as gone. */
async function fetchHeads(client: ImapFlow, uids: readonly number[]): Promise<FetchMessageObject[]> {
  const found = await fetchSome(client, uids);
  const known = new Set(found.map(({ uid }) => uid));
  const missing = uids.filter((uid) => !known.has(uid));
  if (missing.length > 0) {
    // What vanished meanwhile is told now (RFC 3501 section 7.4.1).
    await client.noop();
    for (const uid of await search(client, { uid: missing.join(',') })) found.push(...(await fetchSome(client, [uid])));
  }
  return found.sort((one, other) => one.uid - other.uid);
}

async function fetchSome(client: ImapFlow, uids: readonly number[]): Promise<FetchMessageObject[]> {
  const query = {
    uid: true,
    flags: true,
    internalDate: true,
    size: true,
    bodyParts: [{ key: 'HEADER', start: 0, maxLength: mostOfHeader }],
  };
  const found = await client.fetchAll(uids.join(','), query, { uid: true }).catch((error: unknown) => {
    // A server may refuse the whole command for one message that is gone meanwhile (RFC 5530 section 3).
    if ((error as { serverResponseCode?: unknown }).serverResponseCode !== 'EXPUNGEISSUED') throw error;
    return [];
  });
  // What nobody asked for may be told as well: a message whose flags changed meanwhile.
  return found.filter(({ uid, headers }) => uids.includes(uid) && headers !== undefined);
}

function headOf({ path, validity }: Folder, { uid, internalDate, size, headers }: FetchMessageObject): MessageHead {
  const receivedAt = internalDate instanceof Date ? internalDate : new Date(internalDate ?? 0);
  return {
    providerMessageId: placeOf(validity, uid, path),
    receivedAt: Number.isNaN(receivedAt.getTime()) ? new Date(0) : receivedAt,
    bytes: size ?? 0,
    headers: headLines(headers ?? new Uint8Array()),
  };
}

/** Servers compare days without their zone, so one more day is looked at. */
const dayBefore = (at: Date): string => new Date(at.getTime() - 86_400_000).toISOString().slice(0, 10);
