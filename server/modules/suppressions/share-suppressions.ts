import { emailKey } from '../../../shared/email-address.ts';
import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import { insertSuppressions, suppressionsOf, type Replaced } from './store.ts';
import { hashesOf, placeOf, recordSuppressions } from './suppress-address.ts';
import { isStrongerThan } from './suppression.ts';

/** An address that a merge put on the list, and what stood there before. */
export interface Shared {
  email: string;
  before: Replaced | null;
}

/**
 * Two addresses turned out to be one person's: what the workspace's list says of one it says of the other from now on, with the stronger reason and
 * for the longer period. A pause goes over as a pause: it is about a person's data and not about an address, and gives way to anything stronger there.
 * What holds for the whole installation holds for its address alone.
 * @returns the addresses that came on the list, or stand there differently now; `takeBackShared` puts them back
 */
export async function shareSuppressions(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  {
    workspaceId,
    userId,
    mergeId,
    emails,
  }: { workspaceId: string; userId: string | null; mergeId: string; emails: readonly [string, string] },
): Promise<Shared[]> {
  const now = tools.clock.now();
  const shared: Shared[] = [];
  const [one, other] = emails;
  const standing = [await findStanding(tools, tx, workspaceId, one), await findStanding(tools, tx, workspaceId, other)];
  for (const [index, email] of [other, one].entries()) {
    const [from, there] = [standing[index], standing[1 - index]];
    if (!from || (there && !isStrongerThan(from.reason, there.reason) && from.keepUntil <= there.keepUntil)) continue;
    const id = newId(tools.clock);
    // Under an old code until the next rotation: what stands there is the entry to change.
    const addressHash = there?.addressHash ?? tools.hashing.lookup('suppression', emailKey(email));
    const addressSealed = tools.sealer.seal(placeOf(workspaceId, id), email);
    const { reason, keepUntil } = from;
    const written = await insertSuppressions(tx, [
      { workspaceId, id, addressHash, addressSealed, reason, addedBy: userId, addedAt: now, keepUntil, mergeId },
    ]);
    await recordSuppressions(tools, tx, actor, written);
    shared.push(...written.map(({ before }) => ({ email, before })));
  }
  return shared;
}

async function findStanding(tools: Tools, tx: Tx, workspaceId: string, email: string) {
  const rows = await suppressionsOf(tx, workspaceId, hashesOf(tools, emailKey(email)), tools.clock.now());
  // One under an old code and one under the new may stand there until the next rotation.
  return rows
    .filter((row) => row.workspaceId === workspaceId)
    .reduce<
      (typeof rows)[number] | undefined
    >((strongest, row) => (strongest && !isStrongerThan(row.reason, strongest.reason) ? strongest : row), undefined);
}
