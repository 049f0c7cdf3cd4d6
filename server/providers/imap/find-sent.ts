import type { ImapFlow } from 'imapflow';
import { findFolder, openFolder, search } from './folders.ts';
import { headLines } from './head-lines.ts';
import { placeOf } from './mark.ts';

/** Where the server's own search finds nothing, so many of the newest messages are looked at one by one. */
const mostLookedAt = 200;
const dayMilliseconds = 86_400_000;

/** Whether a message with this Message-ID lies among what was sent. A search may find what only holds it, so each is compared as a whole. */
export async function findSent(
  client: ImapFlow,
  messageId: string,
  sinceThen: Date,
): Promise<{ providerMessageId: string; messageId: string } | undefined> {
  const path = await findFolder(client, '\\Sent');
  if (path === undefined) return undefined;
  const { validity } = await openFolder(client, path);
  const wanted = bare(messageId);
  const since = new Date(sinceThen.getTime() - dayMilliseconds).toISOString().slice(0, 10);
  const found = await search(client, { header: { 'Message-ID': wanted }, since });
  // Some servers find nothing in headers, or find it late: what is new is then looked at itself.
  return (await among(found)) ?? (await among((await search(client, { since })).slice(-mostLookedAt)));

  async function among(uids: readonly number[]) {
    if (uids.length === 0) return undefined;
    for (const { uid, headers } of await client.fetchAll(uids.join(','), { uid: true, headers: ['message-id'] }, { uid: true })) {
      const theirs = headLines(headers ?? new Uint8Array()).find(({ name }) => name === 'message-id')?.value;
      if (theirs !== undefined && bare(theirs) === wanted)
        return { providerMessageId: placeOf(validity, uid, path ?? ''), messageId: theirs };
    }
    return undefined;
  }
}

const bare = (messageId: string): string => messageId.trim().replace(/^<|>$/g, '');
