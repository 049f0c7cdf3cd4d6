import type { Clock } from './clock.ts';
import { equal, type Hashing } from './hashing.ts';

const hours = 12;

/** The hidden field of our own forms: bound to whom it was shown, or to what it is about, and to half a day. */
export function csrfFor(tools: { hashing: Hashing; clock: Clock }, subject: string, halfDaysAgo = 0): { name: string; value: string } {
  const halfDay = Math.floor(tools.clock.now().getTime() / (hours * 3_600_000)) - halfDaysAgo;
  return { name: 'csrf', value: tools.hashing.lookup('csrf', `${subject}|${halfDay}`).toString('base64url') };
}

/** Whether a form came from our own page, of this half day or the one before. */
export function isOurForm(tools: { hashing: Hashing; clock: Clock }, subject: string, value: string | undefined): boolean {
  return value !== undefined && [0, 1].some((ago) => equal(value, csrfFor(tools, subject, ago).value));
}

/** What whoever posts a form after half a day is told. Nothing of it was done, and what they wrote is shown again. */
export const formTooOld = 'This page stood open for a long time. Please press the button once more.';
