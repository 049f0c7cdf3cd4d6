import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { mailboxesOf, type Mailbox } from '../../mailboxes/index.ts';
import { findSuppressed, findSuppressedEverywhere } from '../../suppressions/index.ts';
import type { Standing } from '../conversation.ts';
import { messagesOf, type ConversationRow, type MessageRow } from '../store.ts';

/** A conversation with everything that an answer needs to know of it at this moment. */
export interface Answerable extends Standing {
  mailbox: Mailbox | undefined;
  messages: MessageRow[];
  /** Whom an answer goes to: whoever wrote last themselves, or else whom the campaign wrote to. */
  to: { email: string; name: string; emailKey: string };
  subject: string;
}

/** Ask it in the transaction that sends: whoever was erased or suppressed since is found. */
export async function standingOf(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  tx: Tx,
  workspaceId: string,
  conversation: ConversationRow,
): Promise<Answerable> {
  const messages = await messagesOf(tx, workspaceId, conversation.id);
  const last = messages.findLast(({ kind }) => kind === 'reply');
  const to = last
    ? { email: last.fromEmail, name: last.fromName, emailKey: last.emailKey }
    : { email: conversation.email, name: conversation.name, emailKey: conversation.emailKey };
  const mailbox = conversation.mailboxId === null ? undefined : (await mailboxesOf(tx, workspaceId, [conversation.mailboxId]))[0];
  const [everywhere, here] = [
    await findSuppressedEverywhere(tools, tx, [to.emailKey]),
    await findSuppressed(tools, tx, workspaceId, [to.emailKey]),
  ];
  return {
    ...{ mailbox, messages, to, subject: last?.subject || conversation.subject, repliedAt: conversation.repliedAt },
    suppressed: everywhere.size > 0 ? 'everywhere' : here.size > 0 ? 'here' : undefined,
  };
}
