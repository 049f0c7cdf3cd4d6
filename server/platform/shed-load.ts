import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { stopwatch } from './clock.ts';

const lookEveryMilliseconds = 50;
/**
 * An answer takes several turns of the process, and whoever was let in waits this long for each: were others let in later, those inside would be served
 * so slowly that almost nobody is (`npm run bench -- overload`: at 200 ms it was a twentieth of what can be served).
 */
const tooLateMilliseconds = 50;
/** With fewer under way it is one thing that takes long, and not a crowd. */
const fewest = 64;
/** How much of a delay is remembered at the next look, so that one quiet moment does not let a whole flood in. */
const remembered = 0.8;

const words =
  'Too many people ask for something here at the same moment. Nothing was lost and nothing was done. Please try again in some seconds.';
const headers = {
  'Retry-After': '5',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const page = Buffer.from(
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Please try again in some seconds</title><h1>Please try again in some seconds</h1><p>${words}</p></html>`,
);
const answer = Buffer.from(
  JSON.stringify({ code: 'SERVICE_UNAVAILABLE', message: words, data: { code: 'crowded', retryAfterSeconds: 5 } }),
);

/** What runs the product is asked whether it is alive however much there is to do. */
const alwaysAnswered = /^\/(healthz|readyz|metrics)(\?|$)/;

/**
 * Turns requests away before anything is made of them, while the process is late or has more under way than it could finish in time. To refuse costs
 * a small part of what serving costs, so whoever was let in is still answered soon.
 * @param options.most requests that may be under way at once
 * @param options.isCrowded whether a request would be turned away further in, where that costs more
 * @param options.onTurnedAway told of each that was turned away
 */
export function shedLoad(
  serve: RequestListener,
  { most, isCrowded, onTurnedAway }: { most: number; isCrowded?: (request: IncomingMessage) => boolean; onTurnedAway?: () => void },
): RequestListener {
  let [late, underWay, passed] = [0, 0, stopwatch()];
  setInterval(() => {
    late = Math.max(passed() * 1000 - lookEveryMilliseconds, late * remembered);
    passed = stopwatch();
  }, lookEveryMilliseconds).unref();
  return (request, response) => {
    const crowded = underWay >= most || (late > tooLateMilliseconds && underWay >= fewest) || isCrowded?.(request) === true;
    if (crowded && !alwaysAnswered.test(request.url ?? '')) {
      onTurnedAway?.();
      return turnAway(request, response);
    }
    underWay += 1;
    response.once('close', () => (underWay -= 1));
    return serve(request, response);
  };
}

function turnAway(request: IncomingMessage, response: ServerResponse): void {
  const isCall = request.url?.startsWith('/api/') === true;
  const [body, type] = isCall ? [answer, 'application/json'] : [page, 'text/html; charset=utf-8'];
  // What is still being sent with it is read and thrown away, so that the connection can be used again.
  request.resume();
  // Not all at the same moment again.
  const again = !isCall && request.method === 'GET' ? { Refresh: String(5 + Math.floor(Math.random() * 10)) } : {};
  response.writeHead(503, { ...headers, ...again, 'Content-Type': type, 'Content-Length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
}
