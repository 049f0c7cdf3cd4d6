import { periodOf } from '../../../privacy/promises.ts';
import type { Tx } from '../../platform/database.ts';
import { installationId } from '../../platform/ids.ts';
import { earlier } from '../../platform/period.ts';
import { openOrNothing } from '../../platform/open-or-nothing.ts';
import type { Tools } from '../../platform/tools.ts';
import { clearErasedAddress, deleteErasures, deleteSuppressionsUnder, findErasures, insertErasure, lockUnsweptErasure } from './store.ts';
import { hashesOf } from './suppress-address.ts';

/** Under which codes an erased address is remembered. */
export const erasureHashes = (tools: Pick<Tools, 'hashing'>, emailKey: string): Buffer[] => tools.hashing.lookupAll('tombstone', emailKey);

const placeOfErased = (addressHash: Buffer) => ({
  workspaceId: installationId,
  table: 'erasures',
  rowId: addressHash.toString('hex'),
  column: 'address_sealed',
});

/**
 * Remembers for three years that an address was erased, by its keyed code alone: nothing is sent to it, no import takes it in, and a restored
 * backup erases it again. Suppressions of the address, which hold it sealed, have done their work then and go. The address itself stays, sealed,
 * for some minutes more, until it was looked for once again.
 */
export async function rememberErasure(
  tools: Tools,
  tx: Tx,
  { address, key }: { address: string; key: string },
): Promise<{ suppressions: number }> {
  const erasedAt = tools.clock.now();
  const addressHash = tools.hashing.lookup('tombstone', key);
  const suppressions = await deleteSuppressionsUnder(tx, hashesOf(tools, key));
  await insertErasure(tx, { addressHash, addressSealed: tools.sealer.seal(placeOfErased(addressHash), address), erasedAt });
  const at = erasedAt.toISOString();
  await tools.evidence.append(
    ...suppressions.map(
      (row) => ({ kind: 'released', at, workspaceId: row.workspaceId, addressHash: row.addressHash.toString('hex') }) as const,
    ),
    { kind: 'erased', at, addressHash: addressHash.toString('hex') },
  );
  return { suppressions: suppressions.length };
}

/** The address of an erasure of before this moment that is to be looked for once more, and what to call when that is done; one worker at a time. */
export async function takeUnsweptErasure(
  tools: Pick<Tools, 'sealer' | 'log'>,
  tx: Tx,
  before: Date,
): Promise<{ address: string | undefined; swept(): Promise<void> } | undefined> {
  const row = await lockUnsweptErasure(tx, before);
  if (!row) return undefined;
  const address = openOrNothing(tools, placeOfErased(row.addressHash), row.addressSealed);
  return { address, swept: () => clearErasedAddress(tx, row.addressHash) };
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
