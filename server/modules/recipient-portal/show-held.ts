import { erasedPage } from '../../../public-pages/erased-page.ts';
import { recipientPage } from '../../../public-pages/recipient-page.ts';
import type { ListedCampaign, RecipientPageProps } from '../../../public-pages/recipient-props.ts';
import { csrfFor } from '../../platform/form-proof.ts';
import { dayInWords } from '../../platform/period.ts';
import { installationId, showId } from '../../platform/ids.ts';
import { frameOf, type Site, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { dueAt } from '../requests/index.ts';
import type { Erased } from './erase-address.ts';
import { staysInWords, wipedInWords } from './erased-in-words.ts';
import type { Held } from './held.ts';
import type { OpenLink } from './recipient-link.ts';
import { teamPartsOf } from './show-team.ts';
import type { Listing } from './store.ts';

export const acts = ['stop', 'limit', 'restrict', 'lift', 'correct', 'export', 'erase', 'complain'] as const;
export type Act = (typeof acts)[number];

/** What the form of one act on one link is bound to. */
export const proofOf = (token: string, act: Act) => `recipient|${token}|${act}`;

const said: Partial<Record<Act, string>> = {
  stop: 'The letters are stopped.',
  limit: 'Your limit is set.',
  restrict: 'The use of your address is paused.',
  lift: 'The pause is over.',
  correct: 'We have what you wrote. It is answered within 30 days, by mail to you.',
  complain: 'Your complaint counts. Thank you for telling us.',
};

/** The page of a link as it is now, with what was just done or what stood in the way. */
export function showHeld(
  tools: Tools,
  { site, visit }: { site: Site; visit: Visit },
  { link, held }: { link: OpenLink; held: Held },
  { done, problem }: { done?: string | undefined; problem?: string | undefined },
): Response | Promise<Response> {
  const formOf = (act: Act) => ({ url: `/recipient/${link.token}/${act}`, csrf: csrfFor(tools, proofOf(link.token, act)) });
  const stopped = (workspaceId: string) =>
    held.suppressions.find((one) => one.workspaceId === workspaceId && one.reason !== 'restricted')?.keepUntil;
  const everywhere = stopped(installationId);
  const paused = held.suppressions.some(({ workspaceId, reason }) => workspaceId === installationId && reason === 'restricted');
  const props: RecipientPageProps = {
    address: link.address,
    until: `${link.expiresAt.toISOString().slice(11, 16)} UTC`,
    organisations: organisationsOf(held, site).map(({ workspaceId, ...one }) => {
      const until = stopped(workspaceId);
      return { ...one, id: showId('workspace', workspaceId), ...(until ? { stoppedUntil: dayInWords(until) } : {}) };
    }),
    ...(everywhere ? { stoppedUntil: dayInWords(everywhere) } : {}),
    paused,
    ...(held.erasedAt ? { erasedOn: dayInWords(held.erasedAt) } : {}),
    account: held.account,
    invitations: held.invitations.map(
      ({ organisation, expiresAt }) => `${organisation} invited you to work with them, until ${dayInWords(expiresAt)}.`,
    ),
    underWay: held.supporter.letters.map(({ createdAt }) => `A letter that you began on ${dayInWords(createdAt)} and have not sent.`),
    tookPart: held.supporter.participations.map(
      ({ campaign, organisation, tookPartAt }) => `You took part in “${campaign}” of ${organisation} on ${dayInWords(tookPartAt)}.`,
    ),
    limit: held.cap?.mostPerDay ?? null,
    requests: held.requests.map((request) => ({
      about: `You wrote to us on ${dayInWords(request.receivedAt)}.`,
      state: request.answeredAt
        ? `Answered on ${dayInWords(request.answeredAt)}`
        : `Answered by ${dayInWords(dueAt(request))} at the latest`,
    })),
    forms: {
      ...{ stop: formOf('stop'), limit: formOf('limit'), correct: formOf('correct'), restrict: formOf('restrict'), lift: formOf('lift') },
      ...{ export: formOf('export'), erase: formOf('erase'), complain: formOf('complain') },
    },
    said: acts.find((act) => act === done) && said[done as Act],
    problem,
  };
  if (problem) visit.status(400);
  return visit.html(recipientPage(props, frameOf(site, visit, site.operator.name)));
}

function organisationsOf(held: Held, site: Site) {
  const complained = new Set(held.complaints.map(({ campaignId }) => campaignId));
  const sent = Map.groupBy(held.letters, ({ campaignId }) => campaignId);
  const all = [held.listings, held.letters, held.contacts, held.imports, held.teamCampaigns, held.conversations, held.suppressions].flat();
  const places = all.filter(({ workspaceId }) => workspaceId !== installationId);
  const names = new Map(places.map(({ workspaceId, organisation }) => [workspaceId, organisation]));
  return [...names].map(([workspaceId, name]) => {
    const listings = held.listings.filter((one) => one.workspaceId === workspaceId);
    const listedIds = new Set(listings.map(({ campaignId }) => campaignId));
    const unlisted = [...sent].filter(([id, letters]) => !listedIds.has(id) && letters[0]?.workspaceId === workspaceId);
    const campaigns: ListedCampaign[] = [
      ...listings.map((listing) => ({ ...showListing(listing, site), complained: complained.has(listing.campaignId) })),
      ...unlisted.map(([id, letters]) => ({
        id: showId('campaign', id),
        title: letters[0]?.campaign ?? '',
        state: 'A campaign that wrote to you',
        letters: letters.filter(({ state }) => state === 'accepted').length,
        fields: [],
        complained: complained.has(id),
      })),
    ];
    return { workspaceId, name, campaigns, ...teamPartsOf(held, workspaceId) };
  });
}

const states: Record<string, string> = { draft: 'Not public yet', published: 'Running', paused: 'Paused', closed: 'Over' };

function showListing(listing: Listing, site: Site): Omit<ListedCampaign, 'complained'> {
  const { campaignId, campaign, state, workspaceSlug, campaignSlug, accepted } = listing;
  return {
    id: showId('campaign', campaignId),
    title: campaign,
    ...(state === 'draft' ? {} : { url: `${site.publicUrl}/c/${workspaceSlug}/${campaignSlug}` }),
    state: states[state] ?? state,
    letters: accepted ?? 0,
    fields: fieldsOf(listing),
  };
}

/** Every field that is filled in, in the words of people. */
function fieldsOf(listing: Listing): { name: string; value: string }[] {
  const { name, email, salutation, district, language, country, region, postcodes, affiliation, validFrom, validTo, fields } = listing;
  const named: [string, string | null][] = [
    ['Name', name],
    ['Address', email],
    ['Salutation', salutation],
    ['District', district],
    ['Language', language],
    ['Country', country],
    ['Region', region],
    ['Postcodes', postcodes.join(', ')],
    ['Party or group', affiliation],
    ['In office from', validFrom],
    ['In office until', validTo],
    ...Object.entries(fields),
    ['Added on', dayInWords(listing.createdAt)],
  ];
  return named.flatMap(([label, value]) => (value ? [{ name: label, value }] : []));
}

/** The receipt of an erasure: what was wiped, and what stays with the reason. */
export function showErased(
  { site, visit, at }: { site: Site; visit: Visit; at: Date },
  address: string,
  erased: Erased,
): Response | Promise<Response> {
  const wiped = [...wipedInWords(erased), 'The link to this page'];
  const moment = `${dayInWords(at)} at ${at.toISOString().slice(11, 16)} UTC`;
  return visit.html(erasedPage({ address, at: moment, wiped, stays: staysInWords(erased) }, frameOf(site, visit, site.operator.name)));
}
