import { hashToken } from '../../../platform/hashing.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { tellUser } from '../notices/mail-security-notice.ts';
import { lockUser } from '../store.ts';
import { hoursAfter, linkEnded, undoDays } from './address-change.ts';
import { findByLink, takeLink, updateAddress } from './store.ts';

/** Which address a link puts in place. Only who holds the link may ask. */
export async function lookAtAddressChange(tools: Tools, token: string): Promise<{ email: string }> {
  const found = await tools.database.inInstallation('sign_in', (tx) => findByLink(tx, hashToken(token), tools.clock.now()));
  if (!found) throw linkEnded();
  return { email: found.newEmail };
}

/** Puts the new address in place, once and within the day that its link is good. The old one is told, and can take it back for a week. */
export async function confirmAddressChange(tools: Tools, actor: Actor, token: string): Promise<void> {
  const now = tools.clock.now();
  await tools.database.inInstallation('sign_in', async (tx) => {
    const found = await findByLink(tx, hashToken(token), now);
    // The user before the change: whoever deletes the account locks in this order.
    if (!found || !(await lockUser(tx, found.userId, 'update'))) throw linkEnded();
    const change = await takeLink(tx, hashToken(token), { now, endsAt: hoursAfter(now, undoDays * 24) });
    if (!change) throw linkEnded();
    await updateAddress(tx, change.userId, change.newEmail);
    await tellUser(tools, tx, { userId: change.userId, what: 'address_changed', changeId: change.id });
    const by = { ...actor, kind: 'user' as const, id: change.userId };
    await recordEntry(tools, tx, { workspaceId: installationId, actor: by }, { action: 'address.changed' });
  });
}
