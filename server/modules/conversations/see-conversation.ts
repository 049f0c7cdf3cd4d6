import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { lockConversation, noteSeen } from './store.ts';

/**
 * A member looked at a conversation, up to its newest message: for everybody in the workspace nothing in it is new any more. What came meanwhile
 * stays new.
 */
export async function seeConversation(
  tools: Tools,
  actor: Actor,
  workspaceId: string,
  { id, messageId }: { id: string; messageId: string },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await lockConversation(tx, workspaceId, id))) throw notFound('conversation');
    if (!(await noteSeen(tx, workspaceId, id, { messageId, at: tools.clock.now() }))) return;
    const subject = { kind: 'conversation', id } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'conversation.seen', subject });
  });
}
