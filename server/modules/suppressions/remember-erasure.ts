import { periodOf } from '../../../privacy/promises.ts';
import type { Tx } from '../../platform/database.ts';
import { earlier } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { deleteErasures, deleteSuppressionsUnder, findErasures, insertErasure } from './store.ts';
import { hashesOf } from './suppress-address.ts';

/** Under which codes an erased address is remembered. */
export const erasureHashes = (tools: Pick<Tools, 'hashing'>, emailKey: string): Buffer[] => tools.hashing.lookupAll('tombstone', emailKey);

/**
 * Remembers for three years that an address was erased, by its keyed code alone: nothing is sent to it, no import takes it in, and a restored
 * backup erases it again. Suppressions of the address, which hold it sealed, have done their work then and go.
 */
export async function rememberErasure(tools: Tools, tx: Tx, emailKey: string): Promise<{ suppressions: number }> {
  const erasedAt = tools.clock.now();
  const addressHash = tools.hashing.lookup('tombstone', emailKey);
  const suppressions = await deleteSuppressionsUnder(tx, hashesOf(tools, emailKey));
  await insertErasure(tx, { addressHash, erasedAt });
  await tools.evidence.append({ kind: 'erased', at: erasedAt.toISOString(), addressHash: addressHash.toString('hex') });
  return { suppressions };
}

/** When an address was erased, while that is remembered. */
export async function erasedAt(tools: Pick<Tools, 'hashing' | 'clock'>, tx: Tx, emailKey: string): Promise<Date | undefined> {
  const [found] = await findErasures(tx, erasureHashes(tools, emailKey), earlier(tools.clock.now(), periodOf('erasures')));
  return found?.erasedAt;
}

/** Forgets it, because the person wants to be written to again. */
export async function forgetErasure(tools: Pick<Tools, 'hashing' | 'clock' | 'evidence'>, tx: Tx, emailKey: string): Promise<boolean> {
  const hashes = erasureHashes(tools, emailKey);
  if ((await deleteErasures(tx, hashes)) === 0) return false;
  const at = tools.clock.now().toISOString();
  await tools.evidence.append(...hashes.map((hash) => ({ kind: 'erasure_forgotten', at, addressHash: hash.toString('hex') }) as const));
  return true;
}
