import type { Tools } from '../../platform/tools.ts';
import { patiently, type Tx } from '../../platform/database.ts';
import { installationId } from '../../platform/ids.ts';
import { forgetGivenAnswers } from '../../platform/kept-answers.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteContactsUnder } from '../contacts/index.ts';
import { deleteConversationsUnder } from '../conversations/index.ts';
import { deleteImportsUnder } from '../imports/index.ts';
import { eraseEnrolments } from '../outreach/index.ts';
import { capHashes, eraseSupporter, loadHashes, type Ways } from '../supporters/index.ts';
import { rememberErasure } from '../suppressions/index.ts';
import { heldAbout, spellingsOf, workspacesOf, type Address } from './held.ts';
import { clearDeliveries, deleteCaps, deleteHours, deleteInvitations, deleteLink, deleteListings } from './store.ts';

/** What was wiped, and what had to stay, for the receipt. */
export interface Erased {
  recipients: number;
  organisations: string[];
  letters: number;
  contacts: number;
  teamCampaigns: number;
  conversations: number;
  limit: boolean;
  hours: number;
  suppressions: number;
  invitations: number;
  supporter: { letters: number; participations: number };
  stays: { requests: number; complaints: number; account: boolean };
}

/**
 * Erases an address from the whole copy (GDPR Art. 17): its place in every campaign, the address in what was sent, letters under way and
 * that somebody took part. First it is remembered that the address was erased: whatever is planned, imported or restored from then on leaves
 * it out. Should the process end in between, or an import or a letter have been under way, `sweep-erasures` ends it some minutes later.
 */
export async function eraseAddress(
  tools: Tools,
  ways: Ways,
  actor: Actor,
  { tokenHash, ...address }: Address & { tokenHash?: Buffer },
): Promise<Erased> {
  const { suppressions } = await tools.database.inInstallation('recipient', (tx) => rememberErasure(tools, tx, address));
  const { erased, giveBackConsents } = await patiently(tools.clock, () =>
    tools.database.inInstallation('recipient', async (tx) => {
      if (tokenHash) await deleteLink(tx, tokenHash);
      return wipeAddress(tools, tx, ways, { actor, address });
    }),
  );
  await giveBackConsents();
  await forgetGivenAnswers(tools);
  return { ...erased, suppressions };
}

/** Wipes what stands about an address now; gives what it was, and what is to be done once that is committed. */
export async function wipeAddress(tools: Tools, tx: Tx, ways: Ways, { actor, address }: { actor: Actor; address: Address }) {
  const held = await heldAbout(tools, tx, address);
  const spellings = await spellingsOf(tx, address);
  const supporter = await eraseSupporter(tools, tx, ways, address.key);
  // In the order in which letters take these rows too, so that neither waits for the other.
  const hours = await deleteHours(tx, loadHashes(tools, address.key));
  const letters = await clearDeliveries(tx, spellings);
  const recipients = await deleteListings(tx, address.key);
  // Messages of teams first: a claim holds the enrolment, and is waited for.
  const teamCampaigns = await eraseEnrolments(tools, tx, address.key);
  // Their own went with the enrolments; what they wrote in those of others goes now.
  const { conversations } = held;
  await deleteConversationsUnder(tx, address.key);
  const contacts = await deleteContactsUnder(tx, [address.key]);
  const imports = await deleteImportsUnder(tx, address);
  const limits = capHashes(tools, address.key);
  const caps = await deleteCaps(tx, limits);
  await deleteInvitations(tx, held.invitations);
  const ofTeams = contacts.length + teamCampaigns.length + conversations.length + imports;
  const wiped =
    recipients.length + letters.length + ofTeams + hours + caps + held.invitations.length + supporter.letters + supporter.codes.length;
  if (wiped > 0) {
    // An older backup holds them, and no address that it knows need lead to them.
    const codes = [...supporter.codes, ...(caps > 0 ? limits : [])].map((code) => code.toString('hex'));
    if (codes.length > 0) await tools.evidence.append({ kind: 'erased_codes', at: tools.clock.now().toISOString(), codes });
    for (const workspaceId of [installationId, ...workspacesOf(held)]) {
      const here = (one: { workspaceId: string }) => workspaceId === installationId || one.workspaceId === workspaceId;
      const details = {
        recipients: recipients.filter(here).length,
        deliveries: letters.filter(here).length,
        contacts: contacts.filter(here).length,
        teamCampaigns: teamCampaigns.filter(here).length,
        conversations: conversations.filter(here).length,
      };
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'recipient.erased', details });
    }
  }
  const erased: Omit<Erased, 'suppressions'> = {
    recipients: recipients.length,
    organisations: [
      ...new Set(
        [held.listings, held.letters, held.contacts, held.teamCampaigns, held.conversations].flat().map(({ organisation }) => organisation),
      ),
    ],
    letters: letters.length,
    contacts: contacts.length,
    teamCampaigns: teamCampaigns.length,
    conversations: conversations.length,
    limit: caps > 0,
    hours,
    invitations: held.invitations.length,
    supporter: { letters: supporter.letters, participations: supporter.codes.length },
    stays: { requests: held.requests.length, complaints: held.complaints.length, account: held.account },
  };
  return { erased, giveBackConsents: supporter.giveBackConsents };
}
