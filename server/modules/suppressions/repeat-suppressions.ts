import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Evidence } from '../../platform/evidence.ts';
import type { Tools } from '../../platform/tools.ts';
import { deleteSuppressionUnder, hasWorkspace, insertSuppressions, suppressionsOf } from './store.ts';
import { addressOf, placeOf } from './suppress-address.ts';

type Line = Extract<Evidence, { kind: 'suppressed' | 'released' }>;

/**
 * Does again what was done to the list after the moment of a backup, as it was written down outside the database: the last word on an address
 * counts. An address that the backup knows nowhere is suppressed all the same, by its code, and the list shows it without its name.
 * @param knownOf the address behind a code, where the database knows it
 */
export async function repeatSuppressions(
  tools: Tools,
  tx: Tx,
  lines: readonly Line[],
  knownOf: (addressHash: string) => string | undefined,
): Promise<{ suppressed: number; released: number }> {
  const last = new Map(lines.map((line) => [`${line.workspaceId} ${line.addressHash}`, line]));
  const now = tools.clock.now();
  const done = { suppressed: 0, released: 0 };
  for (const line of last.values()) {
    const { workspaceId } = line;
    const addressHash = Buffer.from(line.addressHash, 'hex');
    if (line.kind === 'released') {
      done.released += await deleteSuppressionUnder(tx, workspaceId, addressHash);
      continue;
    }
    const keepUntil = new Date(line.keepUntil);
    if (keepUntil <= now || !(await hasWorkspace(tx, workspaceId))) continue;
    const there = (await suppressionsOf(tx, workspaceId, [addressHash], now)).find((row) => row.workspaceId === workspaceId);
    const address = addressOf(tools, there) || (knownOf(line.addressHash) ?? '');
    const id = newId(tools.clock);
    const addressSealed = tools.sealer.seal(placeOf(workspaceId, id), address);
    const reason = line.reason ?? 'asked';
    const addedAt = new Date(line.at);
    const written = await insertSuppressions(tx, [
      { workspaceId, id, addressHash, addressSealed, reason, addedBy: null, addedAt, keepUntil },
    ]);
    done.suppressed += written.filter(({ before }) => before === null).length;
  }
  return done;
}
