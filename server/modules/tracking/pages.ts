import { hiddenLinkPage, trackedLaterPage, trackedUnknownPage } from '../../../public-pages/tracked-pages.ts';
import { frameOf, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { askedBy } from './asked.ts';
import type { Following } from './follow-link.ts';
import { clickPath, openPath } from './paths.ts';
import { readTracked, type TrackedTicket } from './ticket.ts';

/** The smallest image there is: one transparent point (GIF 89a). */
const image = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * What answers the links and the image of a tracked message. A link leads where its campaign wrote it and nowhere else: of the request only the ticket is
 * read.
 */
export function trackedPages(tools: Tools, site: Site, following: Following): PageRoute[] {
  const frame = (visit: Visit) => frameOf(site, visit, site.operator.name);
  const ticketIn = (visit: Visit) => readTracked(tools, (visit.req.param('ticket') ?? '').replace(/\.gif$/, ''));

  async function lead(visit: Visit, ticket: TrackedTicket, url: string): Promise<Response> {
    await following.note(ticket, askedBy(visit));
    quietly(visit);
    return visit.redirect(url, 302);
  }

  function unknown(visit: Visit): Response | Promise<Response> {
    quietly(visit);
    visit.status(404);
    return visit.html(trackedUnknownPage(frame(visit)));
  }

  async function hidden(visit: Visit, ticket: TrackedTicket): Promise<Response> {
    await following.note(ticket, askedBy(visit));
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
        const url = following.peek(ticket);
        return url === undefined ? undefined : lead(visit, ticket, url);
      },
      async handle(visit) {
        const ticket = ticketIn(visit);
        return ticket ? lead(visit, ticket, await following.find(ticket)) : unknown(visit);
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
    await following.note(ticket, askedBy(visit));
    quietly(visit);
    // Mail programs in a browser load it from a site of their own.
    visit.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return visit.body(image, 200, { 'Content-Type': 'image/gif' });
  }
}

function quietly(visit: Visit): void {
  visit.header('Referrer-Policy', 'no-referrer');
  visit.header('Cache-Control', 'no-store');
  visit.header('X-Robots-Tag', 'noindex, nofollow');
}
