import type { MiddlewareHandler } from 'hono';
import type { PageEnv, Visit } from './page.ts';

/** Why a body was not taken: it is longer than is read, came too slowly, or broke off. */
export type Unread = 'too_large' | 'too_slow' | 'broken_off';
export const unreadStatus = { too_large: 413, too_slow: 408, broken_off: 400 } as const satisfies Record<Unread, number>;

export interface Reading {
  mostBytes: number;
  mostSeconds: number;
  refused(visit: Visit, why: Unread): Response;
}

/**
 * Takes in the whole body of a request before anything is done for it: whoever sends slowly must not stand at a gate, or hold a place behind it,
 * that others wait for.
 */
export function readBody({ mostBytes, mostSeconds, refused }: Reading): MiddlewareHandler<PageEnv> {
  return async (visit, next) => {
    const { raw, method } = visit.req;
    const length = visit.req.header('content-length');
    const isEmpty = length === '0' || (length === undefined && visit.req.header('transfer-encoding') === undefined);
    // To look at a body makes the whole request be built anew, so only where there is one.
    if (method === 'GET' || method === 'HEAD' || isEmpty) return next();
    const body = Number(length ?? 0) > mostBytes ? 'too_large' : await wholeOf(raw, mostBytes, mostSeconds);
    if (typeof body === 'string') {
      visit.header('Connection', 'close');
      return refused(visit, body);
    }
    visit.req.raw = new Request(raw, { body });
    return next();
  };
}

async function wholeOf({ body }: Request, mostBytes: number, mostSeconds: number): Promise<Uint8Array<ArrayBuffer> | Unread> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const { promise: late, resolve } = Promise.withResolvers<'too_slow'>();
  const timer = setTimeout(resolve, mostSeconds * 1000, 'too_slow');
  try {
    for (;;) {
      const part = await Promise.race([reader.read(), late]);
      if (part === 'too_slow') return part;
      if (part.done) return new Uint8Array(Buffer.concat(parts));
      size += part.value.length;
      if (size > mostBytes) return 'too_large';
      parts.push(part.value);
    }
  } catch {
    return 'broken_off';
  } finally {
    clearTimeout(timer);
  }
}
