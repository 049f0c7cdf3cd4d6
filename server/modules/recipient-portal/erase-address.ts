import type { Tools } from '../../platform/tools.ts';
import { patiently, type Tx } from '../../platform/database.ts';
import { installationId } from '../../platform/ids.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { capHashes, eraseSupporter, loadHashes, type Ways } from '../supporters/index.ts';
import { rememberErasure } from '../suppressions/index.ts';
import { heldAbout, spellingsOf, workspacesOf, type Address } from './held.ts';
import { clearDeliveries, deleteCaps, deleteHours, deleteInvitations, deleteLink, deleteListings } from './store.ts';

/** What was wiped, and what had to stay, for the receipt. */
export interface Erased {
  recipients: number;
  organisations: string[];
  letters: number;
  limit: boolean;
  hours: number;
  suppressions: number;
  invitations: number;
  supporter: { letters: number; participations: number };
  stays: { requests: number; complaints: number; account: boolean };
}

/**
 * Erases an address from the whole copy (GDPR Art. 17): its place in every campaign, the address in what was sent, letters under way and
 * that somebody took part. First it is remembered, by code alone, that the address was erased: whatever is planned, imported or restored
 * from then on leaves it out.
 */
export async function eraseAddress(
  tools: Tools,
  ways: Ways,
  actor: Actor,
  { tokenHash, ...address }: Address & { tokenHash?: Buffer },
): Promise<Erased> {
  const { suppressions } = await tools.database.inInstallation('recipient', (tx) => rememberErasure(tools, tx, address.key));
  const erase = async (tx: Tx) => {
    const held = await heldAbout(tools, tx, address);
    const spellings = await spellingsOf(tx, address);
    const supporter = await eraseSupporter(tools, tx, ways, address.key);
    // In the order in which letters take these rows too, so that neither waits for the other.
    const hours = await deleteHours(tx, loadHashes(tools, address.key));
    const letters = await clearDeliveries(tx, spellings);
    const recipients = await deleteListings(tx, address.key);
    const caps = await deleteCaps(tx, capHashes(tools, address.key));
    await deleteInvitations(tx, held.invitations);
    if (tokenHash) await deleteLink(tx, tokenHash);
    for (const workspaceId of [installationId, ...workspacesOf(held)]) {
      const here = (one: { workspaceId: string }) => workspaceId === installationId || one.workspaceId === workspaceId;
      const details = { recipients: recipients.filter(here).length, deliveries: letters.filter(here).length };
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'recipient.erased', details });
    }
    const erased: Erased = {
      recipients: recipients.length,
      organisations: [...new Set([...held.listings, ...held.letters].map(({ organisation }) => organisation))],
      letters: letters.length,
      limit: caps > 0,
      hours,
      suppressions,
      invitations: held.invitations.length,
      supporter: { letters: supporter.letters, participations: supporter.participations },
      stays: { requests: held.requests.length, complaints: held.complaints.length, account: held.account },
    };
    return { erased, giveBackConsents: supporter.giveBackConsents };
  };
  const { erased, giveBackConsents } = await patiently(tools.clock, () => tools.database.inInstallation('recipient', erase));
  await giveBackConsents();
  return erased;
}
