import { hiddenLinkPage, trackedLaterPage, trackedUnknownPage } from '../../../public-pages/tracked-pages.ts';
import { notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { createMemory } from '../../platform/memory.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { frameOf, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { createSums } from './count-in-sum.ts';
import { createFlood } from './flood.ts';
import { hitOf } from './hit-of.ts';
import { clickPath, openPath } from './paths.ts';
import { findLink, sharedLinks } from './store.ts';
import { readTracked, type TrackedTicket } from './ticket.ts';
import type { HitBook } from './write-hits.ts';

const aDay = 86_400;
const mostLinks = 2_000;
/** So often within a minute the same link of one recipient is written down, and the same link for everybody from one address. */
const [mostOfOne, mostOfAddress] = [60, 600];
/** The smallest image there is: one transparent point (GIF 89a). */
const image = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * What answers the links and the image of a tracked message. A link leads where its campaign wrote it and nowhere else: of the request only the ticket is
 * read. Where shared links lead is remembered for a day, so that they go on leading while the database is away.
 */
export function trackedPages(tools: Tools, site: Site, { book, metrics }: { book: HitBook; metrics: Metrics }): PageRoute[] {
  const sums = createSums(tools.clock);
  const isFlood = createFlood(tools.clock);
  const campaigns = createMemory<Map<string, string>>({ clock: tools.clock, seconds: aDay, most: 1_000 });
  const frame = (visit: Visit) => frameOf(site, visit, site.operator.name);
  const ticketIn = (visit: Visit) => readTracked(tools, (visit.req.param('ticket') ?? '').replace(/\.gif$/, ''));

  async function find({ workspaceId, campaignId, linkId }: TrackedTicket): Promise<string> {
    const shared = await campaigns.get(campaignId, async () => {
      const links = await tools.database.inWorkspace(workspaceId, (tx) => sharedLinks(tx, workspaceId, campaignId, mostLinks));
      return new Map(links.map(({ id, url }) => [id, url]));
    });
    const known = shared.get(linkId ?? '');
    if (known !== undefined) return known;
    const link = linkId && (await tools.database.inWorkspace(workspaceId, (tx) => findLink(tx, workspaceId, campaignId, linkId)));
    if (!link) throw notFound('link');
    if (!link.forOne && shared.size < mostLinks) shared.set(link.id, link.url);
    return link.url;
  }

  /** Writes down that somebody was here. In a flood what repeats itself is answered and not written down. */
  async function note(visit: Visit, ticket: TrackedTicket): Promise<void> {
    const { enrolmentId, linkId = null, ...of } = ticket;
    const hit = hitOf(visit, { kind: ticket.kind, linkId, at: tools.clock.now() });
    // In sum only many come from one address: Gmail loads the images of all its people from a few.
    const flood = enrolmentId ? isFlood(ticketKey(ticket), mostOfOne) : isFlood(`${ticketKey(ticket)} ${hit.ipAddress ?? ''}`, mostOfAddress);
    if (flood) {
      metrics.count('antiphon_tracked_hits_left_out_total');
      return;
    }
    await book.write(enrolmentId ? { hit: { ...of, ...hit, id: newId(tools.clock), enrolmentId } } : { sums: sums(ticket, hit) });
  }

  async function lead(visit: Visit, ticket: TrackedTicket, url: string): Promise<Response> {
    await note(visit, ticket);
    quietly(visit);
    // A header holds ASCII alone; an address that is written so already stays as it is, to the letter.
    return visit.redirect(/^[!-~]+$/.test(url) ? url : new URL(url).href, 302);
  }

  function unknown(visit: Visit): Response | Promise<Response> {
    quietly(visit);
    visit.status(404);
    return visit.html(trackedUnknownPage(frame(visit)));
  }

  async function hidden(visit: Visit, ticket: TrackedTicket): Promise<Response> {
    await note(visit, ticket);
    quietly(visit);
    return visit.html(hiddenLinkPage(frame(visit)));
  }

  return [
    {
      method: 'GET',
      path: `${clickPath}/:ticket`,
      does: 'A link in a message of a team campaign that counts clicks: leads where the campaign wrote it',
      remembered(visit) {
        const ticket = ticketIn(visit);
        if (!ticket || ticket.kind === 'open') return unknown(visit);
        if (ticket.kind === 'hidden') return hidden(visit, ticket);
        const url = campaigns.peek(ticket.campaignId)?.get(ticket.linkId ?? '');
        return url === undefined ? undefined : lead(visit, ticket, url);
      },
      async handle(visit) {
        const ticket = ticketIn(visit);
        return ticket ? lead(visit, ticket, await find(ticket)) : unknown(visit);
      },
      whenAway: (visit) => visit.html(trackedLaterPage(frame(visit))),
    },
    {
      method: 'GET',
      path: `${openPath}/:ticket`,
      does: 'The image in a message of a team campaign that counts opens',
      remembered: (visit) => see(visit),
      handle: (visit) => see(visit),
    },
  ];

  async function see(visit: Visit): Promise<Response> {
    const ticket = ticketIn(visit);
    if (ticket?.kind !== 'open') return unknown(visit);
    await note(visit, ticket);
    quietly(visit);
    // Mail programs in a browser load it from a site of their own.
    visit.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return visit.body(image, 200, { 'Content-Type': 'image/gif' });
  }
}

const ticketKey = ({ campaignId, enrolmentId, step, kind, linkId }: TrackedTicket) =>
  `${enrolmentId ?? campaignId} ${String(step)} ${kind} ${linkId ?? ''}`;

function quietly(visit: Visit): void {
  visit.header('Referrer-Policy', 'no-referrer');
  visit.header('Cache-Control', 'no-store');
  visit.header('X-Robots-Tag', 'noindex, nofollow');
}
