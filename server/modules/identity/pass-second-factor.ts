import { actorOf, type CallContext } from '../../platform/api.ts';
import { Refusal, signedOut } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { installationId } from '../../platform/ids.ts';
import { countUse, forgetUses, limits } from '../../platform/rate-limit.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { beginSession, type SessionRules } from './begin-session.ts';
import { tellOfNewSignIn, tellUser } from './notices/mail-security-notice.ts';
import { rememberBrowser } from './notices/remember-browser.ts';
import { matchingStep, normaliseBackupCode } from './second-factor.ts';
import { deleteSession, findSession, lockUser, useBackupCode, useTotpStep, type User } from './store.ts';

/** Where the second-factor secret of a user is sealed. */
export const totpPlace = (userId: string) => ({ workspaceId: installationId, table: 'users', rowId: userId, column: 'totp_secret_sealed' });

/**
 * Finishes signing in with a code of the authenticator or a backup code. A code works once, however many come with it at the same time.
 * The first step's session ends and a new one begins.
 */
export async function passSecondFactor(tools: Tools, context: CallContext, rules: SessionRules, code: string): Promise<void> {
  const now = tools.clock.now();
  const token = context.sessionToken;
  const session =
    token === undefined ? undefined : await tools.database.inInstallation('sign_in', (tx) => findSession(tx, hashToken(token), now));
  if (!session?.secondFactorDue) throw signedOut();
  await countUse(tools, limits.secondFactorPerUser, session.userId);
  const actor = { ...actorOf(context), kind: 'user' as const, id: session.userId };
  const passed = await tools.database.inInstallation('sign_in', async (tx) => {
    const user = await lockUser(tx, session.userId, 'share');
    const used = user && (await useCode(tools, tx, user, code));
    if (!used) {
      await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'sign_in.code_refused' });
      return false;
    }
    await deleteSession(tx, session.userId, session.id);
    await beginSession(tools, tx, context, { userId: session.userId, secondFactorDue: false, rules });
    const browser = await rememberBrowser(tools, tx, context, session.userId);
    const entry = { action: 'sign_in.completed', details: { with: used } } as const;
    const originId = await recordEntry(tools, tx, { workspaceId: installationId, actor }, entry);
    if (browser === 'strange') await tellOfNewSignIn(tools, tx, session.userId, { workspaceId: installationId, id: originId });
    if (used === 'backup_code') await tellUser(tools, tx, { userId: session.userId, what: 'backup_code_used' });
    return true;
  });
  if (!passed) throw wrongCode();
  await forgetUses(tools, limits.secondFactorPerUser, session.userId);
}

export const wrongCode = () =>
  new Refusal(
    'refused',
    'wrong_code',
    'This code is wrong or was used before. Wait for the next one in your authenticator, or take a backup code.',
  );

async function useCode(tools: Tools, tx: Tx, user: User, code: string): Promise<'authenticator' | 'backup_code' | undefined> {
  if (!user.totpSecretSealed || !user.totpEnabledAt) return undefined;
  const step = matchingStep(tools.sealer.open(totpPlace(user.id), user.totpSecretSealed), code, tools.clock.now());
  if (step !== undefined) return (await useTotpStep(tx, user.id, step)) ? 'authenticator' : undefined;
  const hashes = tools.hashing.lookupAll('backup_code', `${user.id}|${normaliseBackupCode(code)}`);
  return (await useBackupCode(tx, user.id, hashes, tools.clock.now())) ? 'backup_code' : undefined;
}
