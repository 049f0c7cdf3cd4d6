import type { Caller } from '../../platform/api.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { requirePassword } from './require-password.ts';
import { markConfirmed } from './store.ts';

/** Takes the password again: for ten minutes this session may do what cannot be taken back. */
export async function confirmSession(tools: Tools, actor: Actor, caller: Caller, password: string): Promise<void> {
  await requirePassword(tools, caller.userId, password);
  await tools.database.inInstallation('sign_in', async (tx) => {
    if (caller.sessionId) await markConfirmed(tx, caller.sessionId, tools.clock.now());
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'session.confirmed' });
  });
}
