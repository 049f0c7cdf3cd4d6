import { z } from 'zod';
import { createFaultQueues, type FaultQueues } from '../fault-queues.ts';
import type { gmailErrors } from './error-bodies.ts';

/** Where in an exchange a fault strikes. */
export type Place = 'consent' | 'token' | 'revoke' | 'send' | 'read' | 'watch';

interface FaultKind {
  /** Where it strikes when the script does not say. */
  at: Place;
  /** Other places where it makes sense. */
  also?: readonly Place[];
  meaning: string;
}

const anywhere = ['token', 'revoke', 'send', 'read', 'watch'] as const;
const refusals = {
  badRequest: 'Gmail: 400 badRequest',
  invalidArgument: 'Gmail: 400 Recipient address required',
  failedPrecondition: 'Gmail: 400 Mail service not enabled',
  authError: 'Gmail: 401 invalid credentials',
  insufficientPermissions: 'Gmail: 403 the permission to send is missing',
  notFound: 'Gmail: 404 what is meant is not there',
  domainPolicy: 'Gmail: 403 the administrators of the domain forbid it',
  dailyLimitExceeded: 'Gmail: 403 daily limit of the project',
  rateLimitExceeded: 'Gmail: 403 rate limit of the project',
  userRateLimitExceeded: 'Gmail: 403 rate limit of the user',
  tooManyRequests: 'Gmail: 429 with Retry-After (seconds)',
} as const satisfies Record<Exclude<keyof typeof gmailErrors, 'backendError'>, string>;

/** Every fault that can be scripted, where it strikes and what it does. */
export const faultKinds = {
  deny: { at: 'consent', meaning: 'The person presses Cancel' },
  untick: { at: 'consent', meaning: 'The person unticks the permission to send' },
  no_refresh_token: { at: 'consent', meaning: 'The consent brings no refresh token' },
  revoke: { at: 'consent', meaning: 'The consent is revoked now, as by a new password' },
  revoke_fails: { at: 'revoke', meaning: 'Ending the consent answers 500' },
  slow: { at: 'send', also: anywhere, meaning: 'The answer is slow (milliseconds)' },
  hang: { at: 'send', also: anywhere, meaning: 'No answer ever comes' },
  drop_before_accept: { at: 'send', also: anywhere, meaning: 'The connection breaks before anything is done' },
  drop_after_accept: { at: 'send', also: ['token'], meaning: 'It is done, then the connection breaks' },
  replace_message_id: { at: 'send', meaning: 'Gmail puts its own Message-ID in the place of ours' },
  lose_message_id: { at: 'send', meaning: 'Gmail puts its own Message-ID in the place of ours and keeps nothing of it' },
  html_200: { at: 'send', also: anywhere, meaning: 'A proxy answers 200 with an HTML sign-in page' },
  backendError: { at: 'send', also: anywhere, meaning: 'A fault of Google: 500 or 503 (status)' },
  ...(Object.fromEntries(
    Object.entries(refusals).map(([name, meaning]): [string, FaultKind] => [name, { at: 'send', also: ['read', 'watch'], meaning }]),
  ) as Record<keyof typeof refusals, FaultKind>),
} satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultKinds;
const names = Object.keys(faultKinds) as [FaultName, ...FaultName[]];

/** One scripted fault, as the control interface takes it. */
export const scriptedFault = z
  .strictObject({
    fault: z.enum(names),
    at: z.enum(['consent', 'token', 'revoke', 'send', 'read', 'watch']).optional(),
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
