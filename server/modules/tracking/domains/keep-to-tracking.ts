import type { MiddlewareHandler } from 'hono';
import type { PageEnv } from '../../../platform/page.ts';
import { challengePath } from './examine-domain.ts';
import type { OwnHosts } from './own-hosts.ts';

/** Whose a ticket is, by the beginning of the path that carries it. */
export type TicketReaders = Readonly<Record<`/${string}/`, (ticket: string) => { workspaceId: string } | undefined>>;

/**
 * Under the host of a workspace answers what its messages lead to, and nothing else of this copy: no page, no API, no session. Nor does a link of another
 * workspace, which could lead anywhere in its name.
 * @param assets what those pages are made of
 */
export function keepToTracking(hosts: OwnHosts, readers: TicketReaders, assets: ReadonlySet<string>): MiddlewareHandler<PageEnv> {
  return async (visit, next) => {
    const whose = await hosts.whose(visit.req.header('host'));
    if (!whose) return next();
    const { path } = visit.req;
    const reader = Object.entries(readers).find(([beginning]) => path.startsWith(beginning));
    if (reader) {
      const ticket = reader[1](path.slice(reader[0].length));
      if (ticket && whose.has(ticket.workspaceId)) {
        visit.set('ownHost', true);
        return next();
      }
    } else if (assets.has(path) || path.startsWith(`${challengePath}/`)) return next();
    return visit.text('There is nothing here.', 404);
  };
}
