import { getConnInfo } from '@hono/node-server/conninfo';
import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { stopwatch } from './clock.ts';
import { strictTransport } from './host-header.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { PageEnv, Site, Visit } from './page.ts';

type Middleware = MiddlewareHandler<PageEnv>;

/**
 * Who is really calling: the socket's address, or behind trusted proxies the last address in `X-Forwarded-For` that is not one of them.
 * Nobody else's word is believed.
 */
export function callerAddress(
  trustedProxies: readonly string[],
): (remote: string | undefined, forwardedFor: string | undefined) => string | undefined {
  const named = new Set(trustedProxies.map(plainAddress));
  const ranges = trustedProxies.filter((text) => text.includes('/')).map((text) => ipaddr.parseCIDR(text));
  const isTrusted = (address: string) => {
    if (named.has(address)) return true;
    if (ranges.length === 0 || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  };
  return (remote, forwardedFor) => {
    let address = plainAddress(remote);
    const chain = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
    while (address && isTrusted(address) && chain.length > 0) {
      const before = plainAddress(chain.pop());
      if (!before) break;
      address = before;
    }
    return address;
  };
}

/** Remembers who is really calling, with what. */
export function rememberOrigin(trustedProxies: readonly string[]): Middleware {
  const addressOf = callerAddress(trustedProxies);
  return async (visit, next) => {
    visit.set('ipAddress', addressOf(getConnInfo(visit).remote.address, visit.req.header('x-forwarded-for')));
    visit.set('userAgent', visit.req.header('user-agent')?.slice(0, 300));
    visit.set('nonce', randomBytes(16).toString('base64'));
    await next();
  };
}

function plainAddress(text: string | undefined): string | undefined {
  // What nearly everybody has, as it stands or within IPv6 (RFC 4291 section 2.5.5.2), is written in one way alone and needs no parsing.
  const within = text?.startsWith('::ffff:') ? text.slice(7) : text;
  if (within && isIPv4(within)) return within;
  return text && ipaddr.isValid(text) ? ipaddr.process(text).toString() : undefined;
}

/** What a rate limit counts as one caller: an IPv4 address, or the /64 that an IPv6 network hands out as a whole. */
export function callerKey(address: string | undefined): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.');
}

const allowedMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Where browsers say what a policy kept from happening. */
export const reportsPath = '/csp-reports';

/** What differs between the policies of our pages. */
interface PolicyNeeds {
  nonce: string;
  /** Where forms may lead. */
  formsTo: readonly string[];
  /** Who may frame the page: nobody, or exactly a partner's origins. */
  framedBy?: readonly string[];
  /** Our own origin as this page names it: in a sandboxed frame `'self'` is nobody. */
  self?: string;
  /** The policies under which scripts may make markup; none by default. */
  trustedTypes?: string;
}

/**
 * The one content security policy (CSP Level 3). A script runs because it carries the nonce of this very response, or was loaded by one that
 * does: no host is trusted for its name. No text becomes markup or code (`require-trusted-types-for`).
 */
export function contentPolicy({ nonce, formsTo, framedBy = ["'none'"], self = "'self'", trustedTypes = "'none'" }: PolicyNeeds): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src ${self} 'nonce-${nonce}'`,
    `img-src ${self} data:`,
    `font-src ${self}`,
    `connect-src ${self}`,
    `manifest-src ${self}`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `frame-ancestors ${framedBy.join(' ')}`,
    `form-action ${formsTo.join(' ')}`,
    `require-trusted-types-for 'script'`,
    `trusted-types ${trustedTypes}`,
    `report-uri ${self === "'self'" ? '' : self}${reportsPath}`,
    `report-to csp`,
  ].join('; ');
}

/** Security headers on every response, whatever made it; and a policy under which no foreign script, style, frame or form target works. */
export function secureHeaders(site: Site, consentOrigins: readonly string[]): Middleware {
  const strictUnder = strictTransport(site.publicUrl);
  return async (visit, next) => {
    if (allowedMethods.has(visit.req.method)) await next();
    else visit.res = visit.text('This method is not served here.', 405, { Allow: [...allowedMethods].join(', ') });
    const { headers } = visit.res;
    const set = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    set('Content-Security-Policy', contentPolicy({ nonce: visit.get('nonce'), formsTo: ["'self'", ...new Set(consentOrigins)] }));
    set('Reporting-Endpoints', `csp="${reportsPath}"`);
    set('X-Content-Type-Options', 'nosniff');
    set('Referrer-Policy', 'no-referrer');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    set('Cache-Control', 'no-store');
    if (visit.req.path.startsWith('/api/')) set('Access-Control-Allow-Origin', site.publicUrl);
    if (site.secure) set('Strict-Transport-Security', strictUnder(visit.req.header('host')));
  };
}

/**
 * Refuses what another site makes a browser do here: a changing request must come from our own origin.
 * Programs send neither header and carry a token instead of a cookie.
 */
export function refuseForeignSites(site: Site): Middleware {
  return async (visit, next) => {
    const isApi = visit.req.path.startsWith('/api/');
    if (visit.req.method === 'GET' || visit.req.method === 'HEAD') {
      const elsewhere = /^(cross-site|same-site)$/.test(visit.req.header('sec-fetch-site') ?? '');
      // A person may follow a link to the API; no page of another site may load anything from it, readable or not.
      if (isApi && elsewhere && visit.req.header('sec-fetch-mode') !== 'navigate') return refuse(visit);
      return next();
    }
    // A letter comes from a partner's frame, whose sandbox may have no origin at all; it carries a proof of its own and meets no session.
    if (visit.req.path.startsWith('/e/')) return next();
    // A mail program leaves for somebody, from a site of its own (RFC 8058): the link is the proof, and no session is met.
    if (visit.req.path.startsWith('/leave/')) return next();
    const from = visit.req.header('sec-fetch-site');
    const origin = visit.req.header('origin');
    const foreign =
      from !== undefined
        ? from !== 'same-origin' && from !== 'none'
        : // Our own forms have no origin, because our pages send no referrer; the web app always names it.
          origin !== undefined && (isApi || origin !== 'null') && origin !== site.publicUrl;
    return foreign ? refuse(visit) : next();
  };

  function refuse(visit: Visit) {
    return visit.text('This was asked for by another site, and was not done.', 403);
  }
}

/**
 * A body of the API is JSON and says so. What a form or a script of another site can send without being asked first (text, form fields, a
 * file) is not read at all (WHATWG Fetch, "CORS-safelisted request-header").
 */
export function refuseOtherBodies(): Middleware {
  return async (visit, next) => {
    const { method } = visit.req;
    const length = visit.req.header('content-length') ?? (visit.req.header('transfer-encoding') === undefined ? '0' : 'unknown');
    if (method === 'GET' || method === 'HEAD' || length === '0') return next();
    const type = visit.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type === 'application/json') return next();
    const message = 'The body has to be JSON, with the header Content-Type: application/json. It was not read.';
    return visit.json({ code: 'INVALID', message, data: { code: 'content_type' } }, 415);
  };
}

/** One line a request: what, how it ended, how long it took. No address, no query, nothing about the person (promise A18). */
export function logRequests(log: Log, metrics: Metrics): Middleware {
  return async (visit, next) => {
    const seconds = stopwatch();
    await next();
    const took = seconds();
    const route = routePath(visit, -1);
    metrics.count('antiphon_http_requests_total', { status: String(visit.res.status) });
    const turnedAway = visit.res.status === 503 || visit.res.status === 429;
    metrics.observe('antiphon_http_request_seconds', took, { turned_away: turnedAway ? 'yes' : 'no' });
    log.info('request', { method: visit.req.method, route, status: visit.res.status, milliseconds: Math.round(took * 1000) });
  };
}
