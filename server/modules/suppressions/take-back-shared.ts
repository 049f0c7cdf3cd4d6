import type { Tx } from '../../platform/database.ts';
import { emailKey } from '../../../shared/email-address.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { Shared } from './share-suppressions.ts';
import { deleteSuppression, lockSuppressionsOfMerge, resetSuppression } from './store.ts';
import { hashesOf, noteSuppressions } from './suppress-address.ts';

/**
 * Takes back what a merge put on the list: an entry of its own goes, one that it made stronger or longer becomes what it was, unless that has ended.
 * What was said of the address itself since, by the person or by anybody, is no longer the merge's and stays.
 */
export async function takeBackShared(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  { workspaceId, mergeId, shared }: { workspaceId: string; mergeId: string; shared: readonly Shared[] },
): Promise<void> {
  const now = tools.clock.now();
  const befores = new Map(
    shared.flatMap(({ email, before }) => hashesOf(tools, emailKey(email)).map((code) => [code.toString('hex'), before] as const)),
  );
  for (const { id, addressHash } of await lockSuppressionsOfMerge(tx, workspaceId, mergeId)) {
    const before = befores.get(addressHash.toString('hex'));
    const subject = { kind: 'suppression', id };
    if (before && before.keepUntil > now) {
      await resetSuppression(tx, workspaceId, id, before);
      const entry = { action: 'address.suppressed', subject, details: { reason: before.reason } } as const;
      await recordEntry(tools, tx, { workspaceId, actor }, entry);
      await noteSuppressions(tools, [{ workspaceId, addressHash, ...before }]);
    } else {
      await deleteSuppression(tx, workspaceId, id);
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'address.released', subject });
      const line = { at: now.toISOString(), workspaceId, addressHash: addressHash.toString('hex') };
      await tools.evidence.append({ kind: 'released', ...line });
    }
  }
}
