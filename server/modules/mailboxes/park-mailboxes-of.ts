import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { parkAllOf } from './store.ts';

/**
 * Holds every mailbox that somebody connected in a workspace, as they are removed from it: nobody goes on writing in the name of a person who has gone
 * unless an owner or an admin decides so. The mailbox stays until one of them, or its person with their account, disconnects it.
 */
export async function parkMailboxesOf(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<void> {
  for (const id of await parkAllOf(tx, { workspaceId, userId }, tools.clock.now()))
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'mailbox.parked', subject: { kind: 'mailbox', id } });
}
