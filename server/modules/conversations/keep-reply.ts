import { emailKey } from '../../../shared/email-address.ts';
import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Reply, ReplyOf } from './conversation.ts';
import { findKept, insertMessage, keepConversation, noteIncoming } from './store.ts';

/**
 * Keeps what somebody answered, in the one conversation of their enrolment, which it begins where there is none. A reply opens a closed conversation again,
 * an automatic answer does not. The same message of the same mailbox is kept once: the second time nothing happens and nothing comes back.
 */
export async function keepReply(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  of: ReplyOf,
  message: Reply,
): Promise<{ conversationId: string; messageId: string } | undefined> {
  const { workspaceId, mailboxId } = of;
  const { kind, at } = message;
  // The conversation bears the name of whom it is with, and not of whoever answers for them.
  const name = emailKey(clean(message.fromEmail)) === of.emailKey ? clean(of.name) : '';
  // Whoever keeps another message of this person waits here, so that one of two who bring the same finds what the other kept.
  const conversationId = await keepConversation(tx, {
    ...of,
    id: newId(tools.clock),
    subject: clean(of.subject),
    name,
    at,
  });
  if (await findKept(tx, workspaceId, { ...message, mailboxId })) return undefined;
  const messageId = newId(tools.clock);
  await insertMessage(tx, workspaceId, {
    conversationId,
    id: messageId,
    kind,
    mailboxId,
    emailKey: emailKey(clean(message.fromEmail)),
    fromEmail: clean(message.fromEmail),
    fromName: clean(message.fromName),
    toEmail: clean(message.toEmail),
    subject: clean(message.subject),
    text: clean(message.text),
    attachments: JSON.stringify(message.attachments.map(({ name, bytes }) => ({ name: clean(name), bytes }))),
    messageId: message.messageId,
    providerMessageId: message.providerMessageId,
    at,
  });
  await noteIncoming(tx, workspaceId, conversationId, { kind, at, mailboxId, providerThreadId: of.providerThreadId });
  return { conversationId, messageId };
}

/** PostgreSQL keeps every character but U+0000, and no half of a pair: a hostile message is kept without them instead of not at all. */
const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed();
