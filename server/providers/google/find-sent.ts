import { z } from 'zod';
import { boundaryFor } from '../../../shared/mime-boundary.ts';
import type { ReadMail } from '../capabilities.ts';
import type { GmailBox } from './ask-gmail.ts';
import { askHead, unfolded } from './gmail-heads.ts';

type Found = Awaited<ReturnType<ReadMail['findSent']>>;

const found = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).default([]), nextPageToken: z.string().min(1).optional() });
/** A message whose outcome is unknown was handed over within this time; Gmail lets no more than sixty a minute leave. */
const withinSeconds = 900;
/** Google's clock is not ours. */
const skewSeconds = 300;
const mostPages = 4;

/**
 * Looks for a message among what was sent: by its number, and where Gmail has put one of its own in the place of it, among what left around that time, by the
 * number that Gmail then keeps beside it, or by what stands between its parts: people have seen Gmail keep nothing of the number
 * (FlowCrypt/flowcrypt-browser #4273). Whatever a search gives is believed only once the message itself says so.
 */
export async function findSentAtGmail(box: GmailBox, messageId: string, sinceThen: Date): Promise<Found> {
  const bare = messageId.replace(/^<|>$/g, '');
  const since = Math.floor(sinceThen.getTime() / 1000);
  return (
    (await firstWith(box, `rfc822msgid:${bare} in:sent`, bare)) ??
    (await firstWith(box, `in:sent after:${String(since - skewSeconds)} before:${String(since + withinSeconds)}`, bare))
  );
}

async function firstWith(box: GmailBox, q: string, bare: string): Promise<Found> {
  // The newest stands first, and the one that is looked for left at the beginning of the time.
  for (const id of (await idsOf(box, q)).reverse()) {
    const message = await askHead(box, id);
    if (!message?.labelIds.includes('SENT')) continue;
    const valueOf = (wanted: string) => message.payload.headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
    const [own, original] = [valueOf('message-id'), valueOf('x-google-original-message-id')].map((value) => value && unfolded(value));
    const hasOurParts = (valueOf('content-type') ?? '').includes(`boundary="${boundaryFor(bare)}"`);
    if (own !== `<${bare}>` && original !== `<${bare}>` && !hasOurParts) continue;
    return {
      providerMessageId: message.id,
      ...(own === undefined ? {} : { messageId: own }),
      ...(message.threadId === undefined ? {} : { providerThreadId: message.threadId }),
    };
  }
  return undefined;
}

async function idsOf(box: GmailBox, q: string): Promise<string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const query = { q, includeSpamTrash: 'true', maxResults: '500', ...(pageToken === undefined ? {} : { pageToken }) };
    const list = await box.ask({ path: 'messages', query, shape: found });
    if (typeof list === 'string') break;
    ids.push(...list.messages.map(({ id }) => id));
    pageToken = list.nextPageToken;
    if (pageToken === undefined) break;
  }
  return ids;
}
