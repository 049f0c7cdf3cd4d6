import { emailKey } from '../../../shared/email-address.ts';
import { actorOf, type CallContext } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { installationId } from '../../platform/ids.ts';
import { countUse, forgetUses, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { beginSession, type SessionRules } from './begin-session.ts';
import { tellOfNewSignIn } from './notices/mail-security-notice.ts';
import { rememberBrowser } from './notices/remember-browser.ts';
import { hashPassword, needsRehash, verifyNothing, verifyPassword } from './password.ts';
import { findUserByEmail, lockUser, updatePassword } from './store.ts';

export type Next = 'signed_in' | 'second_factor';

/**
 * Signs a user in with address and password; with a second factor, only its first step.
 * An unknown address and a wrong password get the same sentence after the same work.
 */
export async function signIn(
  tools: Tools,
  context: CallContext,
  rules: SessionRules,
  input: { email: string; password: string },
): Promise<Next> {
  const key = emailKey(input.email);
  const here = `${key}|${context.ipAddress ?? ''}`;
  await countUse(tools, limits.signInPerAccountAndAddress, here);
  await countUse(tools, limits.signInPerAccount, key);
  const user = await tools.database.inInstallation('sign_in', (tx) => findUserByEmail(tx, key));
  const right = user ? await verifyPassword(user.passwordHash, input.password) : await verifyNothing(input.password);
  if (!user || !right) {
    await tools.database.inInstallation('sign_in', (tx) =>
      recordEntry(
        tools,
        tx,
        { workspaceId: installationId, actor: actorOf(context) },
        {
          action: 'sign_in.refused',
          ...(user ? { subject: { kind: 'user', id: user.id } } : {}),
        },
      ),
    );
    throw wrongCredentials();
  }
  const rehashed = needsRehash(user.passwordHash) ? await hashPassword(input.password) : undefined;
  const secondFactorDue = user.totpEnabledAt !== null;
  await tools.database.inInstallation('sign_in', async (tx) => {
    // Whoever deleted the account since then has nobody signed in to it.
    if (!(await lockUser(tx, user.id, 'share'))) throw wrongCredentials();
    if (rehashed) await updatePassword(tx, user.id, rehashed);
    await beginSession(tools, tx, context, { userId: user.id, secondFactorDue, rules });
    const browser = secondFactorDue ? 'not_yet' : await rememberBrowser(tools, tx, context, user.id);
    const actor = { ...actorOf(context), kind: 'user' as const, id: user.id };
    const originId = await recordEntry(
      tools,
      tx,
      { workspaceId: installationId, actor },
      { action: secondFactorDue ? 'sign_in.password_passed' : 'sign_in.completed' },
    );
    if (browser === 'strange') await tellOfNewSignIn(tools, tx, user.id, { workspaceId: installationId, id: originId });
  });
  await forgetUses(tools, limits.signInPerAccountAndAddress, here);
  return secondFactorDue ? 'second_factor' : 'signed_in';
}

const wrongCredentials = () =>
  new Refusal(
    'refused',
    'wrong_credentials',
    'That address and password do not belong together. Check both, or ask for a link to set a new password.',
  );
