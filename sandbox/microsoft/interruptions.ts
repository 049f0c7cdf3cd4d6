import type { Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { graphErrorBody, tokenErrorBody } from './error-bodies.ts';
import type { Place, ScriptedFault } from './faults.ts';
import type { Microsoft } from './state.ts';

/** The next fault that waits for this account at this place. Slowness is sat out here and then the one behind it is met. */
export async function nextFault(microsoft: Microsoft, subject: string, place: Place): Promise<ScriptedFault | undefined> {
  for (;;) {
    const fault = microsoft.faults.take(subject, place);
    if (fault?.fault !== 'slow') return fault;
    await microsoft.clock.wait(fault.milliseconds ?? 3000);
  }
}

/** What a fault of the network, of a proxy or of Microsoft's servers answers instead of the work; nothing when it is of another kind. */
export function answerInstead(
  c: Context,
  { clock }: Microsoft,
  fault: ScriptedFault | undefined,
  place: Place,
): Response | Promise<Response> | undefined {
  switch (fault?.fault) {
    case 'drop_before_accept':
      return dropConnection(c);
    case 'hang':
      return new Promise((resolve) => c.req.raw.signal.addEventListener('abort', () => resolve(dropConnection(c)), { once: true }));
    case 'html_200':
      return c.html('<!doctype html><title>Sign in</title><h1>Sign in to the network</h1>', 200);
    case 'server_error': {
      const status = fault.status ?? 503;
      if (['send', 'read', 'watch'].includes(place))
        return c.json(graphErrorBody({ status, code: 'ServiceUnavailable', message: 'Service is unavailable.' }, clock.now()), status);
      const details = { number: 90033, sentence: 'A transient error has occurred. Please try again.' };
      return c.json(tokenErrorBody('temporarily_unavailable', details, clock.now()), status);
    }
    default:
      return undefined;
  }
}
