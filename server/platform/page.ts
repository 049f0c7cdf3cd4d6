import type { Context } from 'hono';
import type { Limit } from './rate-limit.ts';
import { getCookie, setCookie } from 'hono/cookie';

/** What the middleware found out about a visit before any page is made. */
export interface PageEnv {
  Variables: { ipAddress: string | undefined; userAgent: string | undefined; nonce: string; ownHost: boolean | undefined };
}
export type Visit = Context<PageEnv>;

/** A page of the product: its place in the table of routes, and who it is for. */
export interface PageRoute {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  readonly does: string;
  /** An answer that is in memory already, or needs nothing: it costs less than to count who asks. */
  remembered?(visit: Visit): Response | Promise<Response> | undefined;
  /** How often one address may ask for it, where that is not what holds for pages. */
  readonly limit?: Limit;
  /** It takes long by its nature and lets people in by a gate of its own. */
  readonly ownGate?: true;
  /** What is said while the database is away or takes nothing in, where the words of all pages would not do. */
  whenAway?(visit: Visit): Response | Promise<Response>;
  handle(visit: Visit): Promise<Response> | Response;
}

/** What pages need to know about this copy. */
export interface Site {
  readonly publicUrl: string;
  readonly secure: boolean;
  readonly sandbox: boolean;
  readonly operator: { name: string; address: string; email: string };
}

/** What a page tells its layout about the visit. */
export function frameOf(site: Site, visit: Visit, organiser: string) {
  const home = visit.get('ownHost') ? site.publicUrl : '';
  return { lang: 'en', organiser, sandbox: site.sandbox, nonce: visit.get('nonce'), base: '', home };
}

/** The name that a cookie carries on this copy: on HTTPS it is fixed to our host (`__Host-`, RFC 6265bis section 4.1.3.2). */
export const cookieName = (site: Pick<Site, 'secure'>, name: string) => (site.secure ? `__Host-${name}` : name);

export function readCookie(site: Site, visit: Visit, name: string): string | undefined {
  return getCookie(visit, cookieName(site, name));
}

export function writeCookie(site: Site, visit: Visit, name: string, cookie: { value: string; maxAgeSeconds: number }): void {
  setCookie(visit, cookieName(site, name), cookie.value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: site.secure,
    maxAge: cookie.maxAgeSeconds,
  });
}

/** The fields of a form, as text. */
export interface Form {
  get(name: string): string | undefined;
  /** Every value of a field that may be there more than once. */
  all(name: string): string[];
}

/** Reads a posted form; a file in the place of a text is no field. */
export async function readForm(visit: Visit): Promise<Form> {
  const form = new URLSearchParams(await visit.req.text());
  return { get: (name) => form.get(name) ?? undefined, all: (name) => form.getAll(name) };
}

/** Who visits, for the audit entries: a supporter is nobody in particular, and where they came from is not written down (promises A10, A18). */
export const aSupporter = { kind: 'supporter' } as const;
