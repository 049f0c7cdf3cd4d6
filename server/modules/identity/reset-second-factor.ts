import { emailKey } from '../../../shared/email-address.ts';
import { Refusal } from '../../platform/errors.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteSessions, disableTotp, findUserByEmail, lockUser } from './store.ts';

/**
 * Switches off the second factor of somebody who cannot: they lost it with its backup codes, or a stranger set it up. Every session of theirs
 * ends, and the password stays. Whoever runs the copy has to be sure who asks.
 */
export async function resetSecondFactor(tools: Tools, actor: Actor, email: string): Promise<{ userId: string }> {
  return tools.database.inInstallation('sign_in', async (tx) => {
    const found = await findUserByEmail(tx, emailKey(email));
    const user = found && (await lockUser(tx, found.id, 'update'));
    if (!user) throw new Refusal('not_found', 'no_such_user', 'Nobody has an account with this address.');
    if (!user.totpEnabledAt) throw new Refusal('conflict', 'second_factor_off', 'This account has no second factor. Nothing was changed.');
    await disableTotp(tx, user.id);
    await deleteSessions(tx, user.id);
    const subject = { kind: 'user', id: user.id };
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'second_factor.reset', subject });
    return { userId: user.id };
  });
}
