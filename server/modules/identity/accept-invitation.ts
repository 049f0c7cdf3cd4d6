import { emailKey } from '../../../shared/email-address.ts';
import { actorOf, type CallContext } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { newId } from '../../platform/ids.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { deleteInvitation, findInvitationByToken, insertMember } from '../workspaces/index.ts';
import { beginSession, type SessionRules } from './begin-session.ts';
import { refuseWeakPassword } from './change-password.ts';
import { tellOfNewSignIn } from './notices/mail-security-notice.ts';
import { rememberBrowser } from './notices/remember-browser.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { Next } from './sign-in.ts';
import { findUserByEmail, insertUser, lockUser } from './store.ts';

const ended = () => new Refusal('refused', 'invitation_ended', 'This invitation was used, withdrawn, or has ended. Ask for a new one.');

/** What an invitation's link invites to, and whether its address has an account here. Only who holds the link may ask. */
export async function lookAtInvitation(tools: Tools, token: string) {
  return tools.database.inInstallation('sign_in', async (tx) => {
    const invitation = await findInvitationByToken(tx, hashToken(token), tools.clock.now());
    if (!invitation) throw ended();
    const accountExists = (await findUserByEmail(tx, emailKey(invitation.email))) !== undefined;
    return { email: invitation.email, workspaceName: invitation.workspaceName, role: invitation.role, accountExists };
  });
}

/**
 * Joins a workspace: with a new account under the invited address, or with the password of the account that it has.
 * The invitation is used up, and its row with the address goes.
 */
export async function acceptInvitation(
  tools: Tools,
  context: CallContext,
  rules: SessionRules,
  input: { token: string; name?: string | undefined; password: string },
): Promise<{ workspaceId: string; next: Next }> {
  const { email, accountExists } = await lookAtInvitation(tools, input.token);
  await countUse(tools, limits.signInPerAccount, emailKey(email));
  const name = input.name ?? email.split('@')[0] ?? email;
  if (!accountExists) await refuseWeakPassword(input.password, { name, email });
  const passwordHash = await hashPassword(input.password);
  return tools.database.inInstallation('sign_in', async (tx) => {
    const now = tools.clock.now();
    const existing = await findUserByEmail(tx, emailKey(email));
    if (existing && !(await verifyPassword(existing.passwordHash, input.password)))
      throw new Refusal('refused', 'wrong_password', 'This address has an account here, and this is not its password.');
    // The user before the invitation: whoever deletes the account locks in this order.
    if (existing && !(await lockUser(tx, existing.id, 'share'))) throw ended();
    const invitation = await findInvitationByToken(tx, hashToken(input.token), now);
    if (!invitation || !(await deleteInvitation(tx, invitation.workspaceId, invitation.id))) throw ended();
    const userId = existing?.id ?? newId(tools.clock);
    const account = { id: userId, email, emailKey: emailKey(email), name, passwordHash, operatorSince: null, createdAt: now };
    if (!existing && !(await insertUser(tx, account)))
      throw new Refusal(
        'conflict',
        'account_exists',
        'This address got an account a moment ago. Open the link again and use its password.',
      );
    await insertMember(tx, { workspaceId: invitation.workspaceId, userId, role: invitation.role, joinedAt: now });
    const secondFactorDue = existing?.totpEnabledAt != null;
    const browser = secondFactorDue ? 'not_yet' : await rememberBrowser(tools, tx, context, userId);
    await beginSession(tools, tx, context, { userId, secondFactorDue, rules });
    const actor = { ...actorOf(context), kind: 'user' as const, id: userId };
    const originId = await recordEntry(
      tools,
      tx,
      { workspaceId: invitation.workspaceId, actor },
      {
        action: 'member.joined',
        subject: { kind: 'invitation', id: invitation.id },
        details: { role: invitation.role },
      },
    );
    if (browser === 'strange') await tellOfNewSignIn(tools, tx, userId, { workspaceId: invitation.workspaceId, id: originId });
    return { workspaceId: invitation.workspaceId, next: secondFactorDue ? 'second_factor' : 'signed_in' };
  });
}
