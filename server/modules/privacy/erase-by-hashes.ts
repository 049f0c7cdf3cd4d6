import { emailKey } from '../../../shared/email-address.ts';
import type { Tx } from '../../platform/database.ts';
import { forgetAnswers } from '../../platform/kept-answers.ts';
import { openOrNothing } from '../../platform/open-or-nothing.ts';
import type { Tools } from '../../platform/tools.ts';
import { deleteContactsUnder } from '../contacts/index.ts';
import { deleteConversationsUnder } from '../conversations/index.ts';
import { deleteImportsUnder } from '../imports/index.ts';
import { eraseEnrolments } from '../outreach/index.ts';
import { clearDeliveries, deleteCaps, deleteHours, deleteListings } from '../recipient-portal/index.ts';
import { capHashes, loadHashes } from '../supporters/index.ts';
import { placeOfSuppression } from '../suppressions/index.ts';
import { deleteInvitationsTo, deleteSuppressionsBy, knownAddresses, sealedSuppressions } from './restored/store.ts';

/**
 * Erases again whoever stands behind these keyed codes of erasures, in one walk over all addresses: a code cannot be turned back, so every address
 * that is kept is coded and compared. What is found goes as if its person had asked today: places in campaigns and address books, invitations, suppressions, limits;
 * what was sent stays without the address. Accounts are not found by it: they are erased by their number.
 */
export async function eraseByHashes(tools: Tools, tx: Tx, addressHashes: readonly Buffer[]): Promise<{ rows: number }> {
  if (addressHashes.length === 0) return { rows: 0 };
  const sought = new Set(addressHashes.map((hash) => hash.toString('hex')));
  const isErased = (key: string) => tools.hashing.lookupAll('tombstone', key).some((hash) => sought.has(hash.toString('hex')));
  const spellings = new Map<string, Set<string>>();
  for await (const addresses of knownAddresses(tx))
    for (const address of addresses) {
      const key = emailKey(address);
      if (isErased(key)) spellings.set(key, (spellings.get(key) ?? new Set()).add(address));
    }
  let rows = 0;
  for (const [key, addresses] of spellings) {
    rows += (await deleteListings(tx, key)).length;
    rows += (await clearDeliveries(tx, [...addresses])).length;
    rows += (await eraseEnrolments(tools, tx, key)).length;
    rows += (await deleteConversationsUnder(tx, key)).length;
    rows += (await deleteContactsUnder(tx, [key])).length;
    for (const address of addresses) rows += await deleteImportsUnder(tx, { address, key });
    rows += await deleteInvitationsTo(tx, [...addresses]);
    await deleteCaps(tx, capHashes(tools, key));
    await deleteHours(tx, loadHashes(tools, key));
  }
  await forgetAnswers(tx);
  return { rows: rows + (await eraseSuppressions(tools, tx, isErased)) };
}

/** An erasure outlives the suppressions of its address, which hold it sealed. */
async function eraseSuppressions(tools: Tools, tx: Tx, isErased: (key: string) => boolean): Promise<number> {
  let rows = 0;
  for await (const suppressions of sealedSuppressions(tx)) {
    const found = suppressions.filter(({ workspaceId, id, addressSealed }) => {
      const address = openOrNothing(tools, placeOfSuppression(workspaceId, id), addressSealed);
      return address !== undefined && isErased(emailKey(address));
    });
    if (found.length > 0)
      await deleteSuppressionsBy(
        tx,
        found.map(({ id }) => id),
      );
    rows += found.length;
  }
  return rows;
}
