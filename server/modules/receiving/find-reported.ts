import type { Tx } from '../../platform/database.ts';
import { earlier } from '../../platform/period.ts';
import { sentToAddresses, sentUnderIds } from '../outreach/index.ts';
import type { Classified } from './classifying/classify-message.ts';
import type { ReadMessage } from './classifying/read-message.ts';
import type { Ours } from './find-ours.ts';
import { keyOf } from './key-of.ts';

/** A report that names no message is about one that is younger. */
const reportDays = 7;

/**
 * The message of ours that a report is about. The report says so in what it says: by the number of a message of ours that came back, or by addresses. That
 * it stands in a conversation of ours, or bears its numbers among its references, says nothing unless it names who was written to there, because people
 * write to others in it, too.
 */
export async function findReported(
  tx: Tx,
  { workspaceId, mailboxId, now }: { workspaceId: string; mailboxId: string; now: Date },
  { classified, message, ours }: { classified: Classified; message: ReadMessage; ours: Ours | undefined },
): Promise<Ours | undefined> {
  const emailKeys = namedIn(classified, message);
  const messageIds = numbersIn(classified, message);
  const [known] = await sentUnderIds(tx, workspaceId, messageIds);
  if (known) return { sent: known, by: 'message_id' };
  const isNamed = ours !== undefined && emailKeys.includes(ours.sent.emailKey);
  const isAlone = ours?.by === 'message_id' && emailKeys.length === 0 && messageIds.length === 0;
  if (ours && ours.by !== 'address' && (isNamed || isAlone)) return ours;
  const since = earlier(now, { days: reportDays });
  const [guessed] = await sentToAddresses(tx, workspaceId, { mailboxId, emailKeys, since });
  return guessed && { sent: guessed, by: 'address' };
}

/** Whom a report names: the addresses that failed, or that complained. Only where it names none, whoever was written to may be meant. */
function namedIn(classified: Classified, { original }: ReadMessage): string[] {
  const named =
    'failed' in classified ? classified.failed.map(({ email }) => email) : [classified.kind === 'complaint' ? classified.email : undefined];
  const keys = named.flatMap((email) => keyOf(email) ?? []);
  return keys.length > 0 ? keys : (original?.to ?? []).flatMap((email) => keyOf(email) ?? []);
}

/** The numbers of the message that came back. The copy's own is the surest, and references alone are those of a whole conversation. */
function numbersIn(classified: Classified, { original, inReplyTo, references }: ReadMessage): string[] {
  if (original?.messageId !== undefined) return [original.messageId];
  const ids = 'originalMessageIds' in classified ? classified.originalMessageIds : [];
  return ids.filter((id) => inReplyTo.includes(id) || !references.includes(id));
}
