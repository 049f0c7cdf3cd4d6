import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteConversation, lockConversation, messagesOf } from './store.ts';

/** Deletes a conversation with everything that was written in it. That it came back stays counted, and what is in the mailbox stays there. */
export async function removeConversation(tools: Tools, actor: Actor, workspaceId: string, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await lockConversation(tx, workspaceId, id))) throw notFound('conversation');
    const messages = await messagesOf(tx, workspaceId, id);
    if (messages.some(({ state }) => state === 'sending'))
      throw new Refusal('conflict', 'answer_leaving', 'An answer is on its way at this moment. Remove the conversation when it has left.');
    await deleteConversation(tx, workspaceId, id);
    const subject = { kind: 'conversation', id } as const;
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: 'conversation.removed', subject, details: { messages: messages.length } },
    );
  });
}
