import { z } from 'zod';
import type { MessageHead } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import type { GmailBox } from './ask-gmail.ts';

const headShape = z.object({
  id: z.string().min(1),
  threadId: z.string().min(1).optional(),
  labelIds: z.array(z.string()).default([]),
  internalDate: z.string().regex(/^\d{1,15}$/),
  sizeEstimate: z.number().int().nonnegative().default(0),
  payload: z.object({ headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]) }).default({ headers: [] }),
});

/** Gmail refuses too many calls of one mailbox at once. */
const atOnce = 4;

/** What a person wrote themselves carries one of these, a message to oneself too. */
export const writtenHere = (labels: readonly string[]) => labels.some((label) => label === 'SENT' || label === 'DRAFT');

/**
 * The heads of messages, in the order asked for, and how many of the numbers are dealt with. Where Gmail lets no more be read after some, those are given:
 * a mailbox whose allowance is small is read on nevertheless.
 */
export async function headsOf(box: GmailBox, ids: readonly string[]): Promise<{ heads: MessageHead[]; dealtWith: number }> {
  const heads: MessageHead[] = [];
  for (let at = 0; at < ids.length; at += atOnce) {
    try {
      const some = await Promise.all(ids.slice(at, at + atOnce).map((id) => headOf(box, id)));
      heads.push(...some.filter((head) => head !== undefined));
    } catch (error) {
      const mayGoOn = error instanceof ProviderFailure && error.verdict.startsWith('retry');
      if (at === 0 || !mayGoOn) throw error;
      return { heads, dealtWith: at };
    }
  }
  return { heads, dealtWith: ids.length };
}

/** Nothing where the message is gone meanwhile, or was written here. */
async function headOf(box: GmailBox, id: string): Promise<MessageHead | undefined> {
  const message = await askHead(box, id);
  if (!message || writtenHere(message.labelIds)) return undefined;
  return {
    providerMessageId: message.id,
    ...(message.threadId === undefined ? {} : { providerThreadId: message.threadId }),
    receivedAt: new Date(Number(message.internalDate)),
    bytes: message.sizeEstimate,
    headers: message.payload.headers.map(({ name, value }) => ({ name: name.toLowerCase(), value: unfolded(value) })),
  };
}

/** What stands above one message, with everything that Gmail says beside it. */
export async function askHead(box: GmailBox, id: string): Promise<z.infer<typeof headShape> | undefined> {
  const message = await box.ask({ path: `messages/${encodeURIComponent(id)}`, query: { format: 'metadata' }, shape: headShape });
  return typeof message === 'string' ? undefined : message;
}

export const unfolded = (value: string) => value.replace(/\r?\n(?=[ \t])/g, '').trim();
