import { allows } from '../../../../shared/permissions.ts';
import { actorOf, type CallContext } from '../../../platform/api.ts';
import { Refusal } from '../../../platform/errors.ts';
import { equal, hashToken, newToken } from '../../../platform/hashing.ts';
import { callerKey } from '../../../platform/http.ts';
import { newId } from '../../../platform/ids.ts';
import { countUse, limits } from '../../../platform/rate-limit.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { membershipsOf, type Membership } from '../../workspaces/index.ts';
import { tokenPrefix } from '../api-tokens/create-api-token.ts';
import { insertApiToken } from '../api-tokens/store.ts';
import { tellUser } from '../notices/mail-security-notice.ts';
import { mostWrongTries, pairedDays, pairedFor, readPairingCode } from './pairing-code.ts';
import { countWrongTry, deletePairing, lockPairings } from './store.ts';

interface Paired {
  token: string;
  expiresAt: Date;
  workspace: Pick<Membership, 'workspaceId' | 'name' | 'slug'>;
}

/**
 * Gives the extension an API token for the code that a member was shown. A code works once; after five wrong tries it works no more, and nobody hears
 * whether it was wrong, used or over. The token acts for the member who asked for the code, as long as they may have tokens, and stands in their list.
 */
export async function pairExtension(tools: Tools, context: CallContext, typed: string): Promise<Paired> {
  await countUse(tools, limits.pairingsPerAddress, callerKey(context.ipAddress));
  const code = readPairingCode(typed);
  // A wrong try is kept, so what comes of it is said only once the transaction is through.
  const paired = code && (await tools.database.inInstallation('sign_in', (tx) => exchange(tools, tx, context, code)));
  if (!paired)
    throw new Refusal(
      'refused',
      'code_unusable',
      'This code is wrong, used, or over after its five minutes. Show a new one and try again.',
    );
  return paired;
}

async function exchange(
  tools: Tools,
  tx: Tx,
  context: CallContext,
  { locator, proof }: { locator: string; proof: string },
): Promise<Paired | undefined> {
  const now = tools.clock.now();
  const living = (await lockPairings(tx, locator, now)).filter(({ wrongTries }) => wrongTries < mostWrongTries);
  const hashes = tools.hashing.lookupAll('pairing', `${locator}${proof}`);
  const pairing = living.find(({ proofHash }) => hashes.some((hash) => equal(hash, proofHash)));
  if (!pairing) {
    for (const { workspaceId, id } of living) await countWrongTry(tx, workspaceId, id);
    return undefined;
  }
  const { workspaceId, userId } = pairing;
  await deletePairing(tx, workspaceId, pairing.id);
  const membership = (await membershipsOf(tx, userId, now)).find((one) => one.workspaceId === workspaceId);
  if (!membership || !allows(membership.role, 'tokens.manage')) return undefined;
  const token = newToken(tokenPrefix);
  const expiresAt = new Date(now.getTime() + pairedDays * 86_400_000);
  const id = newId(tools.clock);
  const row = {
    workspaceId,
    id,
    userId,
    name: 'Browser extension',
    permissions: [...pairedFor],
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt,
  };
  await insertApiToken(tx, row);
  await tellUser(tools, tx, { userId, what: 'token_made' });
  const actor = { ...actorOf(context), kind: 'user' as const, id: userId };
  await recordEntry(
    tools,
    tx,
    { workspaceId, actor },
    { action: 'extension.paired', subject: { kind: 'token', id }, details: { days: pairedDays } },
  );
  return { token, expiresAt, workspace: membership };
}
