import type { Member } from '../../../platform/api.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { newPairingCode, pairingLasts, shownCode } from './pairing-code.ts';
import { deletePairingsOf, insertPairing } from './store.ts';

/**
 * Makes a code by which the browser extension is paired with the workspace, in the name of the member who asks. It is good once and for five minutes,
 * and only a keyed hash is kept of what is secret in it. The one that was shown to them before ends.
 */
export async function beginPairing(tools: Tools, actor: Actor, { workspaceId, userId }: Member): Promise<{ code: string; endsAt: Date }> {
  const createdAt = tools.clock.now();
  const expiresAt = new Date(createdAt.getTime() + pairingLasts);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await deletePairingsOf(tx, workspaceId, userId);
    const code = newPairingCode();
    const id = newId(tools.clock);
    const proofHash = tools.hashing.lookup('pairing', `${code.locator}${code.proof}`);
    await insertPairing(tx, { workspaceId, id, userId, locator: code.locator, proofHash, createdAt, expiresAt });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'pairing.begun', subject: { kind: 'pairing', id } });
    return { code: shownCode(code), endsAt: expiresAt };
  });
}
