import { notFound } from '../../platform/errors.ts';
import { createMemory } from '../../platform/memory.ts';
import type { PageRoute, Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import type { VisitCounter } from './count-visits.ts';
import { isLikelyPerson } from './likely-person.ts';
import { findLink, type TrackedLink } from './store.ts';

const rememberedSeconds = 5;

/**
 * Leads from a tracked link to the address that the organiser wrote, and to nowhere else: of the request only the code is read.
 * A link that was asked for in the last seconds is answered and counted in memory alone, without a word to the database.
 */
export function linkPages(tools: Pick<Tools, 'clock' | 'database'>, visits: VisitCounter): PageRoute[] {
  const memory = createMemory<TrackedLink>({ clock: tools.clock, seconds: rememberedSeconds, most: 10_000 });

  async function look(code: string): Promise<TrackedLink> {
    const isCode = /^[0-9A-Za-z]{10}$/.test(code);
    const link = isCode && (await tools.database.inInstallation('public_address', (tx) => findLink(tx, code)));
    if (!link) throw notFound('link');
    return link;
  }

  function lead(visit: Visit, link: TrackedLink): Response {
    const { method } = visit.req;
    if (method === 'GET') visits.count(link, isLikelyPerson({ method, header: (name) => visit.req.header(name) }));
    visit.header('Referrer-Policy', 'no-referrer');
    visit.header('Cache-Control', 'no-store');
    visit.header('X-Robots-Tag', 'noindex, nofollow');
    // A header holds ASCII alone; an address that is written so already stays as it is, to the letter.
    return visit.redirect(/^[!-~]+$/.test(link.url) ? link.url : new URL(link.url).href, 302);
  }

  const codeOf = (visit: Visit) => visit.req.param('code') ?? '';
  return [
    {
      method: 'GET',
      path: '/l/:code',
      does: 'A link of a letter that is counted',
      remembered(visit) {
        const link = memory.peek(codeOf(visit));
        return link && lead(visit, link);
      },
      async handle(visit) {
        const code = codeOf(visit);
        return lead(visit, await memory.get(code, () => look(code)));
      },
    },
  ];
}
