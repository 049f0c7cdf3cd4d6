import { hashToken } from '../../../platform/hashing.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { refuseWeakPassword } from '../change-password.ts';
import { hashPassword } from '../password.ts';
import { deleteApiTokensOf } from '../api-tokens/store.ts';
import { deleteSessions, disableTotp, lockUser, updatePassword } from '../store.ts';
import { linkEnded } from './address-change.ts';
import { findByUndo, takeUndo, updateAddress } from './store.ts';

/**
 * The holder of the old address takes the account back: their address again, a new password, and every session, API token and second factor
 * gone. Whoever asked for the change knew the password, and may have made those an hour before as well as after: the mailbox proves more than
 * either. Works once, for a week; before the change took place it keeps it from happening.
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
    await disableTotp(tx, user.id);
    await deleteApiTokensOf(tx, user.id);
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
