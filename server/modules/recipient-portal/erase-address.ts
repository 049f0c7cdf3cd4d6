import type { Tools } from '../../platform/tools.ts';
import { patiently, type Tx } from '../../platform/database.ts';
import { installationId } from '../../platform/ids.ts';
import { recordEntry } from '../audit/index.ts';
import { capHashes, loadHashes } from '../supporters/index.ts';
import { heldAbout, spellingsOf, workspacesOf, type Address } from './held.ts';
import { recipientActor, stopLetters } from './rights.ts';
import { clearDeliveries, deleteCaps, deleteHours, deleteLink, deleteListings } from './store.ts';

/** What was wiped, and what had to stay, for the receipt. */
export interface Erased {
  recipients: number;
  organisations: string[];
  letters: number;
  limit: boolean;
  hours: number;
  stays: { requests: number; complaints: number };
}

/**
 * Erases an address from the whole copy (GDPR Art. 17): its place in every campaign, and the address in what was sent. First comes the
 * suppression, which stays: whatever is planned or imported from then on is not sent, and the address is not taken into a campaign again.
 */
export async function eraseAddress(tools: Tools, { tokenHash, ...address }: Address & { tokenHash: Buffer }): Promise<Erased> {
  await stopLetters(tools, address, 'all');
  const erase = async (tx: Tx): Promise<Erased> => {
    const held = await heldAbout(tools, tx, address);
    const spellings = await spellingsOf(tx, address);
    // In the order in which letters take these rows too, so that neither waits for the other.
    const hours = await deleteHours(tx, loadHashes(tools, address.key));
    const letters = await clearDeliveries(tx, spellings);
    const recipients = await deleteListings(tx, address.key);
    const caps = await deleteCaps(tx, capHashes(tools, address.key));
    await deleteLink(tx, tokenHash);
    for (const workspaceId of [installationId, ...workspacesOf(held)]) {
      const here = (one: { workspaceId: string }) => workspaceId === installationId || one.workspaceId === workspaceId;
      const details = { recipients: recipients.filter(here).length, deliveries: letters.filter(here).length };
      await recordEntry(tools, tx, { workspaceId, actor: recipientActor }, { action: 'recipient.erased', details });
    }
    return {
      recipients: recipients.length,
      organisations: [...new Set([...held.listings, ...held.letters].map(({ organisation }) => organisation))],
      letters: letters.length,
      limit: caps > 0,
      hours,
      stays: { requests: held.requests.length, complaints: held.complaints.length },
    };
  };
  return patiently(tools.clock, () => tools.database.inInstallation('recipient', erase));
}
