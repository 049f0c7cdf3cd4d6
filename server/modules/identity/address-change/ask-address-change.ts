import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { Caller } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { hashToken } from '../../../platform/hashing.ts';
import { installationId, newId } from '../../../platform/ids.ts';
import { countUse, limits } from '../../../platform/rate-limit.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { tellUser } from '../notices/mail-security-notice.ts';
import { lockUser } from '../store.ts';
import { hoursAfter, linkHours, linkSecret, undoDays, undoSecret } from './address-change.ts';
import { deleteOpenChanges, insertAddressChange } from './store.ts';

/**
 * Asks for another address. A link goes to it, a notice to the present one, and nothing changes before the link is used. Whether the address has
 * an account already only its holder learns, by another mail.
 */
export async function askAddressChange(tools: Tools, actor: Actor, caller: Caller, email: string): Promise<void> {
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  await countUse(tools, limits.mailPerAccount, caller.userId);
  await countUse(tools, limits.mailPerAccount, parsed.key);
  const now = tools.clock.now();
  await tools.database.inInstallation('sign_in', async (tx) => {
    const user = await lockUser(tx, caller.userId, 'update');
    if (!user) throw notFound('user');
    if (user.email === parsed.address) throw new Refusal('conflict', 'same_address', 'This is your address already.');
    const id = newId(tools.clock);
    await deleteOpenChanges(tx, user.id);
    await insertAddressChange(tx, {
      ...{ id, userId: user.id, oldEmail: user.email, newEmail: parsed.address },
      linkHash: hashToken(linkSecret(tools, id)),
      undoHash: hashToken(undoSecret(tools, id)),
      askedAt: now,
      linkEndsAt: hoursAfter(now, linkHours),
      endsAt: hoursAfter(now, undoDays * 24),
    });
    await tools.enqueue(tx, 'mail-address-link', { changeId: id });
    await tellUser(tools, tx, { userId: user.id, what: 'address_asked', changeId: id });
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'address.change_asked' });
  });
}

/** Leaves the address as it is: the link to the new one ends. */
export async function withdrawAddressChange(tools: Tools, actor: Actor, caller: Caller): Promise<void> {
  await tools.database.inInstallation('sign_in', async (tx) => {
    if ((await deleteOpenChanges(tx, caller.userId)) === 0) return;
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'address.change_withdrawn' });
  });
}
