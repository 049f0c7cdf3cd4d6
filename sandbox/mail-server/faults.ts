import { z } from 'zod';
import { createFaultQueues, type FaultQueues } from '../fault-queues.ts';

/** After which command of a client a fault strikes (RFC 5321 section 4.1.1; `end` is the final dot), or of a reader (RFC 3501). */
export type Place = 'auth' | 'sender' | 'recipient' | 'data' | 'end' | 'imap_sign_in' | 'imap_search' | 'imap_fetch';

export interface Refusal {
  code: number;
  text: string;
}

interface FaultKind {
  at: Place;
  meaning: string;
  refusal?: Refusal;
}

/** Every fault that can be scripted, where it strikes and what the server says, in the words of servers as people have seen them. */
export const faultKinds = {
  slow: { at: 'end', meaning: 'The answer is slow (milliseconds)' },
  hang: { at: 'end', meaning: 'No answer ever comes' },
  drop_before_accept: { at: 'data', meaning: 'The connection breaks before the message is there' },
  drop_before_dot: { at: 'data', meaning: 'The connection breaks in the middle of the message' },
  drop_after_accept: { at: 'end', meaning: 'The message is taken, then the connection breaks' },
  password_changed: { at: 'auth', meaning: 'The password is another one from now on' },
  closing_421: {
    at: 'sender',
    meaning: 'Mail server: 421 too many connections',
    refusal: { code: 421, text: '4.7.0 Too many connections, closing' },
  },
  not_theirs_553: {
    at: 'sender',
    meaning: 'Mail server: 553 not your address',
    refusal: { code: 553, text: '5.7.1 Sender address rejected: not owned by user' },
  },
  daily_limit_550: {
    at: 'sender',
    meaning: 'Mail server: 550 daily limit',
    refusal: { code: 550, text: '5.4.5 Daily user sending limit exceeded' },
  },
  greylist_450: {
    at: 'recipient',
    meaning: 'Mail server: 450 greylisted',
    refusal: { code: 450, text: '4.2.0 Recipient address rejected: Greylisted, try again' },
  },
  too_many_452: { at: 'recipient', meaning: 'Mail server: 452 too many', refusal: { code: 452, text: '4.5.3 Too many recipients' } },
  unknown_550: { at: 'recipient', meaning: 'Mail server: 550 user unknown', refusal: { code: 550, text: '5.1.1 User unknown' } },
  policy_550: { at: 'recipient', meaning: 'Mail server: 550 policy', refusal: { code: 550, text: '5.7.1 Relaying denied' } },
  later_451: { at: 'end', meaning: 'Mail server: 451 local error', refusal: { code: 451, text: '4.3.0 Local error in processing' } },
  too_large_552: {
    at: 'end',
    meaning: 'Mail server: 552 too large',
    refusal: { code: 552, text: '5.3.4 Message size exceeds fixed limit' },
  },
  imap_unavailable: { at: 'imap_sign_in', meaning: 'Reading: nobody can sign in for now' },
  imap_limit: { at: 'imap_sign_in', meaning: 'Reading: too many connections' },
  imap_bye: { at: 'imap_sign_in', meaning: 'Reading: the server says goodbye instead of answering' },
  imap_search_refused: { at: 'imap_search', meaning: 'Reading: the search fails' },
  imap_hang: { at: 'imap_fetch', meaning: 'Reading: no answer ever comes' },
  imap_slow: { at: 'imap_fetch', meaning: 'Reading: the answer comes byte by byte (milliseconds)' },
  imap_drop_in_fetch: { at: 'imap_fetch', meaning: 'Reading: the connection breaks in the middle of a message' },
  imap_expunged: { at: 'imap_fetch', meaning: 'Reading: a message vanishes while it is read' },
  imap_nonsense: { at: 'imap_fetch', meaning: 'Reading: the answer is no IMAP' },
  spam_554: { at: 'end', meaning: 'Mail server: 554 looks like spam', refusal: { code: 554, text: '5.7.1 Message looks like spam' } },
} satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultKinds;
const names = Object.keys(faultKinds) as [FaultName, ...FaultName[]];

/** One scripted fault, as the control interface takes it. */
export const scriptedFault = z.strictObject({
  fault: z.enum(names),
  milliseconds: z.coerce.number().int().min(0).max(600_000).optional(),
});
export type ScriptedFault = z.infer<typeof scriptedFault>;

/** What the server says instead; nothing where it does something else. */
export const refusalOf = ({ fault }: ScriptedFault): Refusal | undefined => (faultKinds[fault] as FaultKind).refusal;

export type Faults = FaultQueues<ScriptedFault, Place>;

export const createFaults = (): Faults => createFaultQueues(({ fault }) => faultKinds[fault].at);
