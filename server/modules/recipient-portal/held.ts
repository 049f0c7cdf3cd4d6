import { emailKey } from '../../../shared/email-address.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { earlier } from '../../platform/period.ts';
import { periodOf } from '../../../privacy/promises.ts';
import { contactsUnder, type HeldContact } from '../contacts/index.ts';
import { conversationsUnder, type HeldConversation } from '../conversations/index.ts';
import { importsUnder, originOfContact, type HeldImport } from '../imports/index.ts';
import { enrolmentsUnder, type HeldEnrolment } from '../outreach/index.ts';
import { requestsOf } from '../requests/index.ts';
import { capHashes, heldOfSupporter, loadHashes, type HeldOfSupporter } from '../supporters/index.ts';
import { erasedAt, suppressionHashes } from '../suppressions/index.ts';
import {
  attemptsOf,
  capInForce,
  complaintsOf,
  deliveriesTo,
  hasAccount,
  hoursOf,
  invitationsTo,
  listingsOf,
  suppressionsInForce,
  writtenAddresses,
  type Listing,
  type SentLetter,
} from './store.ts';

/** More than anybody is sent in the 90 days for which it is kept who would still read the list. */
const mostLetters = 20_000;

/** An address with the form under which its other spellings are found. */
export interface Address {
  address: string;
  key: string;
}

/** Everything that this copy keeps about an address, of all organisations together. */
export interface Held {
  listings: Listing[];
  letters: SentLetter[];
  /** In address books of teams, and in what they send. */
  contacts: (HeldContact & { origin: Awaited<ReturnType<typeof originOfContact>> })[];
  imports: HeldImport[];
  teamCampaigns: HeldEnrolment[];
  /** What they answered to teams, and were answered. */
  conversations: HeldConversation[];
  suppressions: Awaited<ReturnType<typeof suppressionsInForce>>;
  cap: Awaited<ReturnType<typeof capInForce>>;
  complaints: Awaited<ReturnType<typeof complaintsOf>>;
  hours: Awaited<ReturnType<typeof hoursOf>>;
  requests: Awaited<ReturnType<typeof requestsOf>>;
  /** As a supporter: letters that were not sent yet, and that somebody took part. */
  supporter: HeldOfSupporter;
  invitations: Awaited<ReturnType<typeof invitationsTo>>;
  /** Whether somebody works here under this address. What is kept about an account is shown to whoever signs in, and to nobody with a link. */
  account: boolean;
  /** When the address was erased, while that is remembered. */
  erasedAt: Date | undefined;
}

export const complaintHashes = (tools: Pick<Tools, 'hashing'>, key: string) => tools.hashing.lookupAll('complaint', key);

/** Complaints of before this moment are over, whether or not a job ran. */
export const complaintsAfter = (now: Date) => earlier(now, periodOf('complaints'));

/** The domains at which another spelling of an address may stand. */
function domainsOf(key: string): string[] {
  const domain = key.slice(key.lastIndexOf('@') + 1);
  return domain === 'gmail.com' ? [domain, 'googlemail.com'] : [domain];
}

/** The spellings of an address to which something was sent; at Gmail there may be several. */
export async function spellingsOf(tx: Tx, { address, key }: Address): Promise<string[]> {
  const written = await writtenAddresses(tx, domainsOf(key));
  return [...new Set([address, ...written.filter((one) => emailKey(one) === key)])];
}

export async function heldAbout(tools: Tools, tx: Tx, address: Address): Promise<Held> {
  const now = tools.clock.now();
  const { key } = address;
  return {
    listings: await listingsOf(tx, key),
    letters: await deliveriesTo(tx, await spellingsOf(tx, address), mostLetters),
    contacts: await withOrigins(tx, await contactsUnder(tx, [key])),
    imports: await importsUnder(tx, key),
    teamCampaigns: await enrolmentsUnder(tx, key),
    conversations: await conversationsUnder(tx, key),
    suppressions: await suppressionsInForce(tx, suppressionHashes(tools, key), now),
    cap: await capInForce(tx, capHashes(tools, key), now),
    complaints: await complaintsOf(tx, complaintHashes(tools, key), complaintsAfter(now)),
    hours: await hoursOf(tx, loadHashes(tools, key)),
    requests: await requestsOf(tools, tx, key),
    supporter: await heldOfSupporter(tools, tx, key),
    invitations: (await invitationsTo(tx, domainsOf(key), now)).filter(({ email }) => emailKey(email) === key),
    account: await hasAccount(tx, key),
    erasedAt: await erasedAt(tools, tx, key),
  };
}

async function withOrigins(tx: Tx, contacts: readonly HeldContact[]): Promise<Held['contacts']> {
  const known: Held['contacts'] = [];
  for (const contact of contacts)
    known.push({ ...contact, origin: await originOfContact(tx, { workspaceId: contact.workspaceId, contactId: contact.id }) });
  return known;
}

export function holdsNothing(held: Held): boolean {
  const { listings, letters, suppressions, complaints, hours, requests, invitations, supporter } = held;
  const ofTeams = [held.contacts, held.imports, held.teamCampaigns, held.conversations];
  const lists = [
    listings,
    letters,
    ...ofTeams,
    suppressions,
    complaints,
    hours,
    requests,
    invitations,
    supporter.letters,
    supporter.participations,
  ];
  return held.cap === undefined && held.erasedAt === undefined && !held.account && lists.every(({ length }) => length === 0);
}

/** The workspaces in which something stands about the address, in an order in which two transactions cannot wait for each other. */
export function workspacesOf(held: Held): string[] {
  const ofTeams = [held.contacts, held.imports, held.teamCampaigns, held.conversations].flat();
  const ids = [held.listings, held.letters, ofTeams, held.suppressions, held.complaints, held.invitations]
    .flat()
    .map(({ workspaceId }) => workspaceId);
  return [...new Set(ids)].filter((id) => id !== installationId).sort();
}

/** The campaigns that an address may complain about: those that list it, or wrote to it. */
export function campaignsOf({ listings, letters }: Held): { workspaceId: string; campaignId: string }[] {
  const places = [...listings, ...letters].map(({ workspaceId, campaignId }) => ({ workspaceId, campaignId }));
  return [...new Map(places.map((place) => [place.campaignId, place])).values()];
}

/** What was sent, with the attempts of each. */
export async function withAttempts(tx: Tx, letters: readonly SentLetter[]) {
  const attempts = Map.groupBy(
    await attemptsOf(
      tx,
      letters.map(({ id }) => id),
    ),
    ({ deliveryId }) => deliveryId,
  );
  return letters.map((letter) => ({ ...letter, tries: attempts.get(letter.id) ?? [] }));
}
