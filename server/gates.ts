import type { MiddlewareHandler } from 'hono';
import { createTurnstile, type Turnstile } from './modules/supporters/index.ts';
import type { PageEnv, PageRoute, Visit } from './platform/page.ts';
import { unreadStatus, type Unread } from './platform/read-body.ts';

export const mebibyte = 1_048_576;
export const shortBody = { mostBytes: mebibyte / 4, mostSeconds: 10 };

/** A rush of some seconds is served to its end: people wait once. In a flood that goes on, whoever is let in has an answer within a second or so. */
export const gateOf = (atOnce: number, waiting: number) =>
  createTurnstile({ atOnce, waiting, longestWaitMilliseconds: 8_000, standing: { afterMilliseconds: 5_000, waitMilliseconds: 500 } });

/** Lets a call in where there is room for it, and turns it away where there is none. */
export function throughGate(gate: Turnstile, turnedAway: (visit: Visit) => Response): MiddlewareHandler<PageEnv> {
  return async (visit, next) => {
    const leave = await gate.enter();
    if (!leave) return turnedAway(visit);
    return next().finally(leave);
  };
}

/**
 * Whether somebody who only looks at a page would be turned away at its gate. It costs next to nothing to know before anything is made of the request.
 * Pages that are known by heart, or have a gate of their own, are not asked for here.
 */
export function crowdedAt(gate: Turnstile, pages: readonly PageRoute[], waitMilliseconds: number) {
  const behind = pages.filter((page) => page.method === 'GET' && !page.remembered && !page.ownGate).map(({ path }) => patternOf(path));
  return ({ method, url = '' }: { method?: string | undefined; url?: string | undefined }): boolean =>
    method === 'GET' && gate.isFull(waitMilliseconds) && behind.some((pattern) => pattern.test(url));
}

/** URLs that a path with its names stands for, whatever is asked behind it. */
const patternOf = (path: string) => new RegExp(`^${path.replace(/:\w+(?:\{[^}]*\})?/g, '[^/?]+')}(?:\\?|$)`);

/** A body lies in memory until it is read, so few long ones are let in at once. One that does not say how long it is counts as long. */
export function hasLongBody(visit: Visit): boolean {
  const length = visit.req.header('content-length');
  return length === undefined ? visit.req.header('transfer-encoding') !== undefined : Number(length) > shortBody.mostBytes;
}

/** What a call is told of which the body was not read. */
export function unreadCall(visit: Visit, why: Unread): Response {
  const message = {
    too_large: 'This is too large: at most 6 MiB are taken.',
    too_slow: 'The body came too slowly and was not read to its end. Nothing was done; please try again.',
    broken_off: 'The body broke off before its end. Nothing was done; please try again.',
  }[why];
  return visit.json({ code: 'INVALID', message, data: { code: why } }, unreadStatus[why]);
}

/** What somebody is told whose form was not read. */
export function unreadForm(visit: Visit, why: Unread): Response {
  const words = {
    too_large: 'This is too large.',
    too_slow: 'This came too slowly. Please try again.',
    broken_off: 'This broke off before its end.',
  };
  return visit.text(words[why], unreadStatus[why]);
}

/** What a call is told for which there was no room. */
export function crowdedCall(visit: Visit): Response {
  const message = 'Too much is asked of this copy at the same moment. What you asked for was not done; please try again in some seconds.';
  const data = { code: 'crowded', retryAfterSeconds: 5 };
  return visit.json({ code: 'SERVICE_UNAVAILABLE', message, data }, 503, { 'Retry-After': '5' });
}

/** Whether a body is the piece of a file: no page of another site can send one without being asked first, as it can send no JSON. */
export const isUpload = ({ req }: Visit) =>
  req.method === 'PUT' &&
  /^\/api\/workspaces\/[^/]+\/(?:imports\/[^/]+\/file\/\d+|files\/named\/[^/]+)$/.test(req.path) &&
  req.header('content-type') === 'application/octet-stream';

/** Whether that file is one for the library. */
export const isForLibrary = ({ req }: Visit) => /^\/api\/workspaces\/[^/]+\/files\/named\//.test(req.path);
