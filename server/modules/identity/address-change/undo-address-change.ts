import { hashToken } from '../../../platform/hashing.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { refuseWeakPassword } from '../change-password.ts';
import { hashPassword } from '../password.ts';
import { deleteSessions, lockUser, updatePassword } from '../store.ts';
import { linkEnded } from './address-change.ts';
import { findByUndo, takeUndo, undoSince, updateAddress } from './store.ts';

/**
 * The holder of the old address takes the account back: their address again, a new password, every session ended, and what a stranger may have
 * added since (a second factor, API tokens) gone. Works once, for a week; before the change took place it keeps it from happening.
 */
export async function undoAddressChange(tools: Tools, actor: Actor, input: { token: string; password: string }): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  await tools.database.inInstallation('sign_in', async (tx) => {
    const [undoHash, now] = [hashToken(input.token), tools.clock.now()];
    const found = await findByUndo(tx, undoHash, now);
    const user = found && (await lockUser(tx, found.userId, 'update'));
    const change = user && (await takeUndo(tx, undoHash, now));
    if (!change) throw linkEnded();
    await refuseWeakPassword(input.password, { name: user.name, email: change.oldEmail });
    await updateAddress(tx, user.id, change.oldEmail);
    await updatePassword(tx, user.id, passwordHash);
    await undoSince(tx, user.id, change.askedAt);
    await deleteSessions(tx, user.id);
    const by = { ...actor, kind: 'user' as const, id: user.id };
    await recordEntry(
      tools,
      tx,
      { workspaceId: installationId, actor: by },
      { action: 'address.taken_back', details: { hadChanged: change.doneAt !== null } },
    );
  });
}
