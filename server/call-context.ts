import { getCookie, setCookie } from 'hono/cookie';
import { cookieName, type Site, type Visit } from './platform/page.ts';
import type { UsesLeft } from './platform/rate-limit.ts';

/** How much the caller may still ask, in the headers of the answer (draft-ietf-httpapi-ratelimit-headers). */
export function sayRate(visit: Visit, { limit, left, seconds }: UsesLeft): void {
  visit.header('RateLimit-Policy', `"${limit.name}";q=${String(limit.uses)};w=${String(limit.seconds)}`);
  visit.header('RateLimit', `"${limit.name}";r=${String(left)};t=${String(seconds)}`);
}

/** What a handler of the API is given about a call: who calls with what, and how it says things beside its answer. */
export function callContext(visit: Visit, site: Site) {
  const name = cookieName(site, 'antiphon_session');
  const bearer = /^Bearer (.+)$/i.exec(visit.req.header('authorization') ?? '')?.[1];
  return {
    ipAddress: visit.get('ipAddress'),
    userAgent: visit.get('userAgent'),
    sessionToken: getCookie(visit, name),
    bearer,
    idempotencyKey: visit.req.header('idempotency-key'),
    sayRate: (left: UsesLeft) => sayRate(visit, left),
    sayRepeated: () => visit.header('Idempotent-Replayed', 'true'),
    setSession(token: string | undefined, expires?: Date) {
      // Whoever sits at this browser next finds nothing of what the session showed. Choices and a letter that is under way stay: they are not of the session.
      if (token === undefined) visit.header('Clear-Site-Data', '"cache"');
      setCookie(visit, name, token ?? '', {
        path: '/',
        httpOnly: true,
        secure: site.secure,
        sameSite: 'Lax',
        ...(token && expires ? { expires } : { maxAge: 0 }),
      });
    },
  };
}
