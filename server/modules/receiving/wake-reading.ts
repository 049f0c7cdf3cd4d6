import type { Tools } from '../../platform/tools.ts';
import { setDue } from './store.ts';

/** Lets a mailbox be read within seconds, because its provider says that something came. What came is asked of the provider and of nobody else. */
export async function wakeReading(tools: Pick<Tools, 'clock' | 'database'>, workspaceId: string, mailboxId: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, (tx) => setDue(tx, { workspaceId, mailboxId }, tools.clock.now()));
}
