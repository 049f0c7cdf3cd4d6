import type { Tx } from '../../../platform/database.ts';
import type { ReplyOf } from '../conversation.ts';

/** The conversation in which an answer of ours bears one of these Message-IDs. */
export async function conversationOfAnswer(tx: Tx, workspaceId: string, messageIds: readonly string[]): Promise<ReplyOf | undefined> {
  if (messageIds.length === 0) return undefined;
  const row = await tx
    .selectFrom('messages as m')
    .innerJoin('conversations as c', (join) => join.onRef('c.workspaceId', '=', 'm.workspaceId').onRef('c.id', '=', 'm.conversationId'))
    .select([
      'c.campaignId',
      'c.enrolmentId',
      'c.contactId',
      'c.email',
      'c.emailKey',
      'c.name',
      'c.subject',
      'c.providerThreadId',
      'm.mailboxId',
    ])
    .where('m.workspaceId', '=', workspaceId)
    .where('m.direction', '=', 'out')
    .where('m.messageId', 'in', [...messageIds])
    .executeTakeFirst();
  const { campaignId, enrolmentId, mailboxId } = row ?? {};
  return row && campaignId && enrolmentId && mailboxId ? { ...row, workspaceId, campaignId, enrolmentId, mailboxId } : undefined;
}
