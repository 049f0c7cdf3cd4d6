import { emailKey, parseEmailAddress } from '../../../shared/email-address.ts';
import type { Caller } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { installationId } from '../../platform/ids.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { tellUser } from './notices/mail-security-notice.ts';
import { passwordProblem, hashPassword } from './password.ts';
import { requirePassword } from './require-password.ts';
import { deleteSessions, findUser, findUserByEmail, putPasswordReset, takePasswordReset, updatePassword } from './store.ts';

const resetMinutes = 60;

/** Changes one's own password. Every other session ends. */
export async function changePassword(tools: Tools, actor: Actor, caller: Caller, input: { current: string; next: string }): Promise<void> {
  const user = await requirePassword(tools, caller.userId, input.current);
  await refuseWeakPassword(input.next, user);
  const passwordHash = await hashPassword(input.next);
  await tools.database.inInstallation('sign_in', async (tx) => {
    await updatePassword(tx, user.id, passwordHash);
    await deleteSessions(tx, user.id, caller.sessionId);
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'password.changed' });
    await tellUser(tools, tx, { userId: user.id, what: 'password_changed' });
  });
}

/** The secret of a password link. Derived, so that the job that mails it needs no secret in its data. */
export function resetToken(tools: Pick<Tools, 'hashing'>, userId: string, expiresAt: Date): string {
  return tools.hashing.lookup('password_link', `${userId}|${expiresAt.toISOString()}`).toString('base64url');
}

/** Mails a link to set a new password, if the address has an account. Who asks learns nothing of that, neither by words nor by time. */
export async function askPasswordReset(tools: Tools, actor: Actor, email: string): Promise<void> {
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  await countUse(tools, limits.mailPerAccount, emailKey(parsed.address));
  const expiresAt = new Date(tools.clock.now().getTime() + resetMinutes * 60_000);
  await tools.database.inInstallation('sign_in', async (tx) => {
    const user = await findUserByEmail(tx, parsed.key);
    const userId = user?.id ?? installationId;
    const tokenHash = hashToken(resetToken(tools, userId, expiresAt));
    if (user) await putPasswordReset(tx, user.id, tokenHash, expiresAt);
    await tools.enqueue(tx, 'mail-password-link', { userId });
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'password.link_asked' });
  });
}

/** Sets a new password with a link's secret, once and within its hour. All sessions end; a second factor stays asked for. */
export async function resetPassword(tools: Tools, actor: Actor, input: { token: string; password: string }): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  await tools.database.inInstallation('sign_in', async (tx) => {
    const userId = await takePasswordReset(tx, hashToken(input.token), tools.clock.now());
    const user = userId && (await findUser(tx, userId));
    if (!user) throw new Refusal('refused', 'link_ended', 'This link was used before or has ended. Ask for a new one.');
    await refuseWeakPassword(input.password, user);
    await updatePassword(tx, user.id, passwordHash);
    await deleteSessions(tx, user.id);
    await recordEntry(
      tools,
      tx,
      { workspaceId: installationId, actor: { ...actor, kind: 'user', id: user.id } },
      { action: 'password.reset' },
    );
    await tellUser(tools, tx, { userId: user.id, what: 'password_changed' });
  });
}

/** @throws Refusal with a sentence that says what is wrong with the password */
export async function refuseWeakPassword(password: string, about: { name: string; email: string }): Promise<void> {
  const problem = await passwordProblem(password, about);
  if (problem) throw new Refusal('invalid', 'password_weak', problem);
}
