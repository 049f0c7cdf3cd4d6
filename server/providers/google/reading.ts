import { z } from 'zod';
import { unreadableAnswer } from '../ask-mailbox.ts';
import { readJson } from '../call.ts';
import type { MailChanges, ReadMail } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { gmailBox, type GmailBox } from './ask-gmail.ts';
import { findSentAtGmail } from './find-sent.ts';
import { headsOf, writtenHere } from './gmail-heads.ts';
import type { GoogleSettings } from './settings.ts';

/**
 * The mark of a Gmail mailbox. Either a history id (and within the changes since, a page and how much of it is dealt with), or, where Gmail knew the id no
 * more, a time since which messages are looked for and the last of them, with the history id at which to go on afterwards.
 */
const markShape = z.union([
  z.strictObject({ h: z.string().regex(/^\d{1,30}$/), t: z.number().int(), last: z.string().optional() }),
  z.strictObject({ h: z.string().regex(/^\d{1,30}$/), p: z.string().optional(), n: z.number().int().optional() }),
]);
type Mark = z.infer<typeof markShape>;
type ByHistory = Exclude<Mark, { t: number }>;
type ByTime = Extract<Mark, { t: number }>;

const historyPage = z.object({
  historyId: z.string().regex(/^\d{1,30}$/),
  nextPageToken: z.string().min(1).optional(),
  history: z
    .array(
      z.object({
        messagesAdded: z
          .array(z.object({ message: z.object({ id: z.string().min(1), labelIds: z.array(z.string()).default([]) }) }))
          .default([]),
      }),
    )
    .default([]),
});
const messagePage = z.object({
  nextPageToken: z.string().min(1).optional(),
  messages: z.array(z.object({ id: z.string().min(1) })).default([]),
});

const daySeconds = 86_400;
/** 200,000 messages since the mailbox was last read: more are no longer news. */
const mostPages = 400;
/** The largest messages need longer than an answer of the usual size. */
const fetchMilliseconds = 180_000;

/**
 * Reads Gmail mailboxes with `gmail.readonly`: what came by the history of the mailbox (2 units a page), heads alone of what came (5 units each in the older
 * table of quotas, 20 in the newer), a whole message only on demand.
 *
 * Taken is what came in whatever folder it stands meanwhile, other than what the person wrote: Gmail cannot tell an answer that a filter or its reader moved
 * out of the inbox within the minute from one that never was in it, and whoever answered must not be written to again.
 */
export function createGmailReading(settings: GoogleSettings): ReadMail {
  return {
    begin: async (reading) => cursorOf({ h: await newestHistoryId(gmailBox(settings, reading)) }),
    async changesSince(reading, cursor, { since, most }) {
      const box = gmailBox(settings, reading);
      const mark = markOf(cursor);
      if (mark && 't' in mark) return byTime(box, mark, most);
      const changes = mark && (await byHistory(box, mark, most));
      if (changes && changes !== 'gone') return changes;
      const t = Math.floor(since.getTime() / 1000) - daySeconds;
      return byTime(box, { h: await newestHistoryId(box), t }, most);
    },
    async fetchMessage(reading, providerMessageId, { mostBytes }) {
      const message = await gmailBox(settings, reading).ask({
        path: `messages/${encodeURIComponent(providerMessageId)}`,
        query: { format: 'raw' },
        // Gmail pads what it writes in the URL-safe alphabet; some answers are neither padded nor of that alphabet.
        shape: z.object({ raw: z.string().regex(/^[\w+/-]*={0,2}$/) }),
        // Base64 takes a third more, and some words stand beside it.
        mostBytes: Math.ceil((mostBytes * 4) / 3) + 65_536,
        mostMilliseconds: fetchMilliseconds,
      });
      if (typeof message === 'string') return message;
      const bytes = Buffer.from(message.raw, 'base64url');
      return bytes.byteLength > mostBytes ? 'too_large' : bytes;
    },
    findSent: (reading, messageId, sinceThen) => findSentAtGmail(gmailBox(settings, reading), messageId, sinceThen),
  };
}

async function newestHistoryId(box: GmailBox): Promise<string> {
  const profile = await box.ask({ path: 'profile', shape: z.object({ historyId: z.string().regex(/^\d{1,30}$/) }) });
  if (typeof profile === 'string') throw unreadableAnswer('Google');
  return profile.historyId;
}

/** What was added to the mailbox since a history id; `gone` where Gmail no longer knows it, which may be after a week and sometimes after hours. */
async function byHistory(box: GmailBox, { h, p, n = 0 }: ByHistory, most: number): Promise<MailChanges | 'gone'> {
  const page = await askHistory(box, h, p);
  if (page === 'gone') return page;
  if (page === 'too_large') throw unreadableAnswer('Google');
  if (page === 'page_gone') return byHistory(box, { h }, most);
  const added = page.history.flatMap(({ messagesAdded }) => messagesAdded.map(({ message }) => message)).slice(n);
  // What leaves through the mailbox is most of what happens in it, and costs nothing this way.
  const wanted = added.map((message, index) => ({ ...message, index })).filter(({ labelIds }) => !writtenHere(labelIds));
  const asked = wanted.slice(0, most);
  const { heads, dealtWith } = await headsOf(
    box,
    asked.map(({ id }) => id),
  );
  const waiting = wanted[dealtWith];
  const next: ByHistory = waiting
    ? { h, ...(p === undefined ? {} : { p }), n: n + waiting.index }
    : page.nextPageToken === undefined
      ? { h: page.historyId }
      : { h, p: page.nextPageToken };
  return { heads, cursor: cursorOf(next), more: waiting !== undefined || page.nextPageToken !== undefined, startedAnew: false };
}

async function askHistory(box: GmailBox, h: string, p: string | undefined) {
  try {
    return await box.ask({
      path: 'history',
      query: { startHistoryId: h, historyTypes: 'messageAdded', maxResults: '100', ...(p === undefined ? {} : { pageToken: p }) },
      shape: historyPage,
    });
  } catch (error) {
    // A page ends some time after it was given; what stood on those before it is read twice then.
    if (p !== undefined && error instanceof ProviderFailure && error.code === 'message_refused') return 'page_gone';
    throw error;
  }
}

/** What came since a time, the oldest first. Gmail lists the newest first, so the list is gone through to the end of what is known already. */
async function byTime(box: GmailBox, mark: ByTime, most: number): Promise<MailChanges> {
  let oldest: string[] = [];
  let left = 0;
  let pageToken: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await askMessages(box, { q: `after:${String(mark.t)} -in:sent -in:draft`, includeSpamTrash: 'true' }, pageToken);
    const known = page.ids.indexOf(mark.last ?? '');
    const all = [...oldest, ...(known === -1 ? page.ids : page.ids.slice(0, known))];
    oldest = all.slice(-most);
    left += all.length - oldest.length;
    pageToken = page.next;
    if (known !== -1 || pageToken === undefined) break;
  }
  const ids = oldest.reverse();
  const { heads, dealtWith } = await headsOf(box, ids);
  const more = left > 0 || dealtWith < ids.length;
  const last = ids[dealtWith - 1] ?? mark.last;
  const next: Mark = more ? { h: mark.h, t: mark.t, ...(last === undefined ? {} : { last }) } : { h: mark.h };
  return { heads, cursor: cursorOf(next), more, startedAnew: true };
}

async function askMessages(box: GmailBox, query: Record<string, string>, pageToken: string | undefined) {
  const page = await box.ask({
    path: 'messages',
    query: { ...query, maxResults: '500', ...(pageToken === undefined ? {} : { pageToken }) },
    shape: messagePage,
  });
  if (typeof page === 'string') throw unreadableAnswer('Google');
  return { ids: page.messages.map(({ id }) => id), next: page.nextPageToken };
}

const cursorOf = (mark: Mark) => JSON.stringify(mark);

/** A mark that is not ours counts as one that the provider no longer knows. */
function markOf(cursor: string): Mark | undefined {
  const parsed = markShape.safeParse(readJson(cursor));
  return parsed.success ? parsed.data : undefined;
}
