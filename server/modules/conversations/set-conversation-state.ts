import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { ConversationState } from './conversation.ts';
import { lockConversation, setState } from './store.ts';

/** Closes a conversation, or reopens it. Closed ones stay where they are, and a reply opens them again. */
export async function setConversationState(
  tools: Tools,
  actor: Actor,
  workspaceId: string,
  { id, state }: { id: string; state: ConversationState },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await lockConversation(tx, workspaceId, id))) throw notFound('conversation');
    if (!(await setState(tx, workspaceId, id, state))) return;
    const action = state === 'closed' ? 'conversation.closed' : 'conversation.reopened';
    await recordEntry(tools, tx, { workspaceId, actor }, { action, subject: { kind: 'conversation', id } });
  });
}
