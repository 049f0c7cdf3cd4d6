import { z } from 'zod';
import { unreadableAnswer } from '../ask-mailbox.ts';
import type { MessageHead } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import type { OutlookBox } from './ask-graph.ts';

const folders = ['inbox', 'junkemail'] as const;
type Folder = (typeof folders)[number];
/** The mark of an Outlook mailbox: the path of the next question in each folder, and whether the way to the end of it began anew. */
export type Mark = Record<Folder, string> & { anew?: true | undefined };

/** Graph's names of what a head is made of. It says no size: what is too large shows when it is fetched. */
const wanted = 'receivedDateTime,conversationId,isDraft,internetMessageHeaders';
const header = z.object({ name: z.string(), value: z.string() });
const messageShape = z.object({
  id: z.string().min(1),
  '@removed': z.unknown().optional(),
  receivedDateTime: z.iso.datetime({ offset: true }).nullish(),
  conversationId: z.string().nullish(),
  isDraft: z.boolean().nullish(),
  internetMessageHeaders: z.array(header).nullish(),
});
type Message = z.infer<typeof messageShape>;
const pageShape = z.object({
  value: z.array(messageShape),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});
type Page = z.infer<typeof pageShape>;

/** Heads of a hundred kilobytes each still make a page that can be read at once. */
const pageSize = 25;
/** Pages may be empty; a call ends nevertheless. */
const mostPages = 50;

/** The first question of each folder: what comes from a moment on. Everything else stands in the links that Graph gives. */
export function begunAt(moment: Date): Mark {
  return { inbox: firstPath('inbox', moment), junkemail: firstPath('junkemail', moment) };
}

function firstPath(folder: Folder, moment: Date): string {
  const filter = encodeURIComponent(`receivedDateTime ge ${moment.toISOString().replace(/\.\d+Z$/, 'Z')}`);
  return `/v1.0/me/mailFolders/${folder}/messages/delta?changeType=created&$filter=${filter}&$select=${wanted}`;
}

interface Found {
  heads: MessageHead[];
  mark: Mark;
  more: boolean;
}

/** What was created in both folders since a mark, as far as it is wanted. */
export async function changesOf(box: OutlookBox, from: Mark, bounds: { since: Date; most: number }): Promise<Found> {
  const found: Found = { heads: [], mark: { ...from }, more: false };
  let room = bounds.most;
  let pages = 0;
  for (const folder of folders) {
    let hasNext = true;
    while (hasNext) {
      if (room === 0 || pages === mostPages) return { ...found, more: true };
      pages += 1;
      try {
        const page = await readOn(box, found, { folder, since: bounds.since, room });
        room = Math.max(0, room - page.taken);
        hasNext = page.hasNext;
      } catch (error) {
        // A mailbox whose allowance is small is read on nevertheless: what was given before is kept.
        const mayGoOn = error instanceof ProviderFailure && error.verdict.startsWith('retry');
        if (found.heads.length === 0 || !mayGoOn) throw error;
        return { ...found, more: true };
      }
    }
  }
  return found;
}

/**
 * Reads one page of a folder, wholly: asked again, Graph may give it in another order. It is no longer than asked for, so what is wanted is not exceeded.
 */
async function readOn(
  box: OutlookBox,
  found: Found,
  { folder, since, room }: { folder: Folder; since: Date; room: number },
): Promise<{ taken: number; hasNext: boolean }> {
  const path = found.mark[folder];
  const page = await askPage(box, path, Math.min(pageSize, room));
  if (page === 'resync') {
    found.mark[folder] = firstPath(folder, since);
    // Where even the first question has no state, nothing can be read now.
    if (path === found.mark[folder]) throw unreadableAnswer('Microsoft');
    found.mark.anew = true;
    return { taken: 0, hasNext: true };
  }
  // A folder that is not there has no messages; it may be made one day.
  if (page === 'gone') return { taken: 0, hasNext: false };
  const link = page['@odata.nextLink'] ?? page['@odata.deltaLink'];
  if (link === undefined) throw unreadableAnswer('Microsoft');
  const next = box.pathOf(link);
  const heads: MessageHead[] = [];
  for (const message of page.value) {
    const head = await headOf(box, message);
    if (head) heads.push(head);
  }
  found.heads.push(...heads);
  found.mark[folder] = next;
  return { taken: page.value.length, hasNext: page['@odata.nextLink'] !== undefined && next !== path };
}

async function askPage(box: OutlookBox, path: string, size: number): Promise<Page | 'gone' | 'resync'> {
  const page = await box.ask(path, pageShape, size);
  if (page === 'too_large' && size > 1) return askPage(box, path, 1);
  if (page === 'too_large') throw unreadableAnswer('Microsoft');
  return page;
}

/** Nothing where the message is gone, or is no message that came. */
async function headOf(box: OutlookBox, message: Message): Promise<MessageHead | undefined> {
  // What only changed, such as being read, comes with few of its properties (microsoftgraph/microsoft-graph-docs #7776).
  if (message['@removed'] !== undefined || !message.receivedDateTime || message.isDraft === true) return undefined;
  const headers = message.internetMessageHeaders ?? (await askHeaders(box, message.id));
  if (headers === undefined) return undefined;
  return {
    providerMessageId: message.id,
    ...(message.conversationId ? { providerThreadId: message.conversationId } : {}),
    receivedAt: new Date(message.receivedDateTime),
    bytes: 0,
    headers: headers.map(({ name, value }) => ({ name: name.toLowerCase(), value: value.replace(/\r?\n(?=[ \t])/g, '').trim() })),
  };
}

/** A list may leave out the headers that it was asked for; the message itself has them. */
async function askHeaders(box: OutlookBox, id: string): Promise<z.infer<typeof header>[] | undefined> {
  const shape = z.object({ internetMessageHeaders: z.array(header).nullish() });
  const message = await box.ask(`/v1.0/me/messages/${encodeURIComponent(id)}?$select=internetMessageHeaders`, shape);
  return typeof message === 'string' ? undefined : (message.internetMessageHeaders ?? []);
}
