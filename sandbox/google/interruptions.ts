import type { Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { gmailErrorBody, gmailErrors } from './error-bodies.ts';
import type { Place, ScriptedFault } from './faults.ts';
import type { Google } from './state.ts';

/** The next fault that waits for this account at this place. Slowness is sat out here and then the one behind it is met. */
export async function nextFault(google: Google, subject: string, place: Place): Promise<ScriptedFault | undefined> {
  if (!['consent', 'read', 'watch'].includes(place) && google.latencyMilliseconds > 0) await google.clock.wait(google.latencyMilliseconds);
  for (;;) {
    const fault = google.faults.take(subject, place);
    if (fault?.fault !== 'slow') return fault;
    await google.clock.wait(fault.milliseconds ?? 3000);
  }
}

/** What a fault of the network, of a proxy or of Google's servers answers instead of the work; nothing when it is of another kind. */
export function answerInstead(c: Context, fault: ScriptedFault | undefined, place: Place): Response | Promise<Response> | undefined {
  switch (fault?.fault) {
    case 'drop_before_accept':
      return dropConnection(c);
    case 'hang':
      return new Promise((resolve) => c.req.raw.signal.addEventListener('abort', () => resolve(dropConnection(c)), { once: true }));
    case 'html_200':
      return c.html('<!doctype html><title>Sign in</title><h1>Sign in to the network</h1>', 200);
    case 'backendError':
    case 'revoke_fails': {
      const status = fault.status ?? (fault.fault === 'revoke_fails' ? 500 : 503);
      if (['send', 'read', 'watch'].includes(place)) return c.json(gmailErrorBody({ ...gmailErrors.backendError, status }), status);
      return c.json({ error: 'internal_failure', error_description: 'Backend Error' }, status);
    }
    default:
      return undefined;
  }
}
