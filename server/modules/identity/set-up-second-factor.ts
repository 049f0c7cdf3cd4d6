import type { Caller } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { installationId } from '../../platform/ids.ts';
import { countUse, forgetUses, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { tellUser } from './notices/mail-security-notice.ts';
import { requirePassword } from './require-password.ts';
import { totpPlace, wrongCode } from './pass-second-factor.ts';
import { matchingStep, newBackupCodes, newTotpSecret, normaliseBackupCode, totpUri } from './second-factor.ts';
import { deleteSessions, disableTotp, enableTotp, findUser, replaceBackupCodes, setTotpSecret, useTotpStep } from './store.ts';

/** Makes a new secret, which is in force only after its first code was confirmed. */
export async function beginSecondFactor(tools: Tools, caller: Caller, password: string): Promise<{ secret: string; uri: string }> {
  await requirePassword(tools, caller.userId, password);
  const secret = newTotpSecret();
  return tools.database.inInstallation('sign_in', async (tx) => {
    const user = await findUser(tx, caller.userId);
    if (!user) throw notFound('user');
    if (user.totpEnabledAt)
      throw new Refusal('conflict', 'second_factor_on', 'The second factor is on already. Switch it off first to set up a new one.');
    await setTotpSecret(tx, user.id, tools.sealer.seal(totpPlace(user.id), secret));
    return { secret, uri: totpUri(secret, user.email) };
  });
}

/** Switches the second factor on with its first code, which is used up by that, and gives the backup codes: they are shown this once. */
export async function confirmSecondFactor(tools: Tools, actor: Actor, caller: Caller, code: string): Promise<string[]> {
  await countUse(tools, limits.secondFactorPerUser, caller.userId);
  const codes = newBackupCodes();
  const hashes = codes.map((one) => tools.hashing.lookup('backup_code', `${caller.userId}|${normaliseBackupCode(one)}`));
  const on = await tools.database.inInstallation('sign_in', async (tx) => {
    const user = await findUser(tx, caller.userId);
    if (!user?.totpSecretSealed || user.totpEnabledAt) return false;
    const step = matchingStep(tools.sealer.open(totpPlace(user.id), user.totpSecretSealed), code, tools.clock.now());
    if (step === undefined || !(await useTotpStep(tx, user.id, step))) return false;
    if (!(await enableTotp(tx, user.id, tools.clock.now()))) return false;
    await replaceBackupCodes(tx, user.id, hashes);
    await deleteSessions(tx, user.id, caller.sessionId);
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'second_factor.enabled' });
    await tellUser(tools, tx, { userId: user.id, what: 'factor_on' });
    return true;
  });
  if (!on) throw wrongCode();
  await forgetUses(tools, limits.secondFactorPerUser, caller.userId);
  return codes;
}

/** Switches the second factor off; the other sessions end. */
export async function removeSecondFactor(tools: Tools, actor: Actor, caller: Caller, password: string): Promise<void> {
  await requirePassword(tools, caller.userId, password);
  await tools.database.inInstallation('sign_in', async (tx) => {
    await disableTotp(tx, caller.userId);
    await deleteSessions(tx, caller.userId, caller.sessionId);
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'second_factor.removed' });
    await tellUser(tools, tx, { userId: caller.userId, what: 'factor_off' });
  });
}
