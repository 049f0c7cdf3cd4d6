import { z } from 'zod';
import type { ReadMail } from '../capabilities.ts';
import type { GmailBox } from './ask-gmail.ts';
import { askHead, unfolded } from './gmail-heads.ts';

type Found = Awaited<ReturnType<ReadMail['findSent']>>;

const found = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).default([]) });
/** A message whose outcome is unknown was handed over within this time. */
const withinSeconds = 3600;
const mostLookedAt = 100;

/**
 * Looks for a message among what was sent: by its number, and where Gmail has put one of its own in the place of it, among what left around that time, by the
 * number that Gmail then keeps beside it. Whatever a search gives is believed only once the message itself says so.
 */
export async function findSentAtGmail(box: GmailBox, messageId: string, sinceThen: Date): Promise<Found> {
  const bare = messageId.replace(/^<|>$/g, '');
  const since = Math.floor(sinceThen.getTime() / 1000);
  return (
    (await firstWith(box, `rfc822msgid:${bare} in:sent`, bare)) ??
    (await firstWith(box, `in:sent after:${String(since - 60)} before:${String(since + withinSeconds)}`, bare))
  );
}

async function firstWith(box: GmailBox, q: string, bare: string): Promise<Found> {
  const list = await box.ask({ path: 'messages', query: { q, includeSpamTrash: 'true', maxResults: String(mostLookedAt) }, shape: found });
  // The newest stands first, and the one that is looked for left at the beginning of the time.
  for (const { id } of typeof list === 'string' ? [] : list.messages.reverse()) {
    const message = await askHead(box, id);
    if (!message?.labelIds.includes('SENT')) continue;
    const valueOf = (wanted: string) => message.payload.headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
    const [own, original] = [valueOf('message-id'), valueOf('x-google-original-message-id')].map((value) => value && unfolded(value));
    if (own !== `<${bare}>` && original !== `<${bare}>`) continue;
    return {
      providerMessageId: message.id,
      ...(own === undefined ? {} : { messageId: own }),
      ...(message.threadId === undefined ? {} : { providerThreadId: message.threadId }),
    };
  }
  return undefined;
}
