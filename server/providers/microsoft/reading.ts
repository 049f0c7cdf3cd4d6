import { z } from 'zod';
import { readJson } from '../call.ts';
import type { MessageHead, ReadMail } from '../capabilities.ts';
import { outlookBox } from './ask-graph.ts';
import { begunAt, changesOf, type Mark } from './outlook-changes.ts';
import type { MicrosoftSettings } from './settings.ts';

const dayMilliseconds = 86_400_000;

const path = z.string().startsWith('/v1.0/');
const markShape = z.strictObject({ inbox: path, junkemail: path, anew: z.literal(true).optional() });

/**
 * Reads Outlook mailboxes with Mail.Read: what was created in the inbox and in junk, by a delta query for each (learn.microsoft.com/graph/delta-query-messages).
 * Graph follows folders, not mailboxes: what a rule of the mailbox moves elsewhere at once, or its reader before the next look, is not seen.
 */
export function createOutlookReading(settings: MicrosoftSettings): ReadMail {
  return {
    // Graph gives no mark of this moment ("token=latest" is not for mail), so the first question says from when on; whatever comes meanwhile is in its answer.
    async begin(reading) {
      const mark = begunAt(settings.clock.now());
      // It is asked once, so that whoever may not read is told now.
      await changesOf(outlookBox(settings, reading), mark, { since: settings.clock.now(), most: 1 });
      return JSON.stringify(mark);
    },
    async changesSince(reading, cursor, { since, most }) {
      const parsed = markShape.safeParse(readJson(cursor));
      const dayBefore = new Date(since.getTime() - dayMilliseconds);
      const mark: Mark = parsed.success ? parsed.data : { ...begunAt(dayBefore), anew: true };
      const { heads, mark: next, more } = await changesOf(outlookBox(settings, reading), mark, { since: dayBefore, most });
      const startedAnew = next.anew ?? false;
      if (!more) delete next.anew;
      return { heads: inOrder(heads), cursor: JSON.stringify(next), more, startedAnew };
    },
    async fetchMessage(reading, providerMessageId, { mostBytes }) {
      const bytes = await outlookBox(settings, reading).fetch(
        `/v1.0/me/messages/${encodeURIComponent(providerMessageId)}/$value`,
        mostBytes,
      );
      // Of one message there is no state that Graph could have forgotten.
      return bytes === 'resync' ? 'gone' : bytes;
    },
    // Exchange keeps the number that a message was handed over with, so the time says nothing more.
    async findSent(reading, messageId) {
      const filter = encodeURIComponent(`internetMessageId eq '${messageId.replaceAll("'", "''")}'`);
      const sent = `/v1.0/me/mailFolders/sentitems/messages?$filter=${filter}&$select=internetMessageId,conversationId&$top=5`;
      const answer = await outlookBox(settings, reading).ask(sent, sentShape);
      const message = typeof answer === 'string' ? undefined : answer.value.find((one) => one.internetMessageId === messageId);
      if (!message) return undefined;
      const { id, internetMessageId, conversationId } = message;
      return { providerMessageId: id, messageId: internetMessageId, ...(conversationId ? { providerThreadId: conversationId } : {}) };
    },
  };
}

const sentShape = z.object({
  value: z.array(z.object({ id: z.string().min(1), internetMessageId: z.string().catch(''), conversationId: z.string().nullish() })),
});

const inOrder = (heads: readonly MessageHead[]) => heads.toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());
