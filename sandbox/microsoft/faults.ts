import { z } from 'zod';
import { createFaultQueues, type FaultQueues } from '../fault-queues.ts';
import { graphErrors } from './error-bodies.ts';

/** Where in an exchange a fault strikes. */
export type Place = 'consent' | 'token' | 'send' | 'read' | 'watch';

interface FaultKind {
  /** Where it strikes when the script does not say. */
  at: Place;
  /** Other places where it makes sense. */
  also?: readonly Place[];
  meaning: string;
}

const refusals = Object.fromEntries(
  Object.entries(graphErrors).map(([name, { status, code, message }]): [string, FaultKind] => [
    name,
    { at: 'send', also: ['read', 'watch'], meaning: `Outlook: ${status} ${name === code ? code : `${code}, ${name}`} (${message})` },
  ]),
) as Record<keyof typeof graphErrors, FaultKind>;

/** Every fault that can be scripted, where it strikes and what it does. The first have the same names as at the other stand-in. */
export const faultKinds = {
  deny: { at: 'consent', meaning: 'The person presses Cancel' },
  untick: { at: 'consent', meaning: 'The consent does not carry the permission to send' },
  revoke: { at: 'consent', meaning: 'The consent is revoked now, as by a new password' },
  slow: { at: 'send', also: ['token', 'read', 'watch'], meaning: 'The answer is slow (milliseconds)' },
  hang: { at: 'send', also: ['token', 'read', 'watch'], meaning: 'No answer ever comes' },
  drop_before_accept: { at: 'send', also: ['token', 'read', 'watch'], meaning: 'The connection breaks before anything is done' },
  drop_after_accept: { at: 'send', also: ['token'], meaning: 'It is done, then the connection breaks' },
  html_200: { at: 'send', also: ['token', 'read', 'watch'], meaning: 'A proxy answers 200 with an HTML sign-in page' },
  server_error: { at: 'send', also: ['token', 'read', 'watch'], meaning: 'A fault of Microsoft: 500, 502, 503 or 504 (status)' },
  timeout_after_accept: { at: 'send', meaning: 'Outlook: 504, and the message was sent all the same' },
  admin_block: { at: 'consent', meaning: 'Only administrators may consent, and the person goes back' },
  conditional_access: { at: 'token', meaning: 'The organisation’s rules stop the sign-in at its end' },
  foreign_link: { at: 'read', meaning: 'Outlook: the next page is said to be on another host' },
  sign_in_throttled: { at: 'token', meaning: 'Sign-in: 429 with Retry-After (seconds)' },
  ...refusals,
} satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultKinds;
const names = Object.keys(faultKinds) as [FaultName, ...FaultName[]];

/** One scripted fault, as the control interface takes it. */
export const scriptedFault = z
  .strictObject({
    fault: z.enum(names),
    at: z.enum(['consent', 'token', 'send', 'read', 'watch']).optional(),
    milliseconds: z.coerce.number().int().min(0).max(600_000).optional(),
    seconds: z.coerce.number().int().min(0).max(604_800).optional(),
    status: z.coerce
      .number()
      .pipe(z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]))
      .optional(),
  })
  .refine(({ fault, at }) => !at || placesOf(fault).includes(at), 'This fault cannot strike there.');
export type ScriptedFault = z.infer<typeof scriptedFault>;

function placesOf(fault: FaultName): readonly Place[] {
  const kind: FaultKind = faultKinds[fault];
  return [kind.at, ...(kind.also ?? [])];
}

export type Faults = FaultQueues<ScriptedFault, Place>;

/** The faults of every account: first scripted, first met; a fault for another place waits until the exchange gets there. */
export function createFaults(): Faults {
  return createFaultQueues((fault) => fault.at ?? faultKinds[fault.fault].at);
}
