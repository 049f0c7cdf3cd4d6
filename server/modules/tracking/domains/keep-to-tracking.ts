import type { MiddlewareHandler } from 'hono';
import type { PageEnv } from '../../../platform/page.ts';
import { challengePath } from './examine-domain.ts';
import type { OwnHosts } from './own-hosts.ts';

/** Whose a ticket is, by the beginning of the path that carries it. */
export type TicketReaders = Readonly<Record<`/${string}/`, (ticket: string) => { workspaceId: string } | undefined>>;

/**
 * Under the host of a workspace answers what its messages lead to, and nothing else of this copy: no page, no API, no session. Nor does a link of another
 * workspace, which could lead anywhere in its name.
 * @param paths the assets that those pages are made of; and what machines ask, for which the database is not asked whose the host is
 */
export function keepToTracking(
  hosts: Pick<OwnHosts, 'whose' | 'peek'>,
  readers: TicketReaders,
  {
    assets,
    machines,
  }: {
    assets: ReadonlySet<string>;
    machines: ReadonlySet<string>;
  },
): MiddlewareHandler<PageEnv> {
  return async (visit, next) => {
    const { path } = visit.req;
    const host = visit.req.header('host');
    const whose = machines.has(path) ? hosts.peek(host) : await hosts.whose(host);
    if (!whose || whose === 'ask') return next();
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
