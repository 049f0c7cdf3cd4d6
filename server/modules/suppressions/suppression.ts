/**
 * Why an address is suppressed, from the weakest reason to the strongest: a pause ends when the person ends it, a bounce is about a mailbox and may be
 * mended, a member may think again; but what a person asked for is theirs, and whoever complained asked louder.
 */
export const byStrength = ['restricted', 'bounce', 'member', 'asked', 'complaint'] as const;

export type Reason = (typeof byStrength)[number];

export const isStrongerThan = (reason: string, other: string): boolean =>
  byStrength.indexOf(reason as Reason) > byStrength.indexOf(other as Reason);
