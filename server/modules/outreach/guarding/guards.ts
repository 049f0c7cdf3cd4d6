/** What holds for all team campaigns of a workspace: how much of it one person and one company get, and when a campaign pauses by itself. */
export interface Guards {
  /** At most so many messages to one person in so many days. */
  person: { most: number; days: number } | null;
  /** At most so many people of one company get their first message within so many days. */
  company: { most: number; days: number } | null;
  /** A campaign pauses when so many in a hundred of its latest messages came back for good or were refused. */
  bouncePercent: number;
  /** A campaign pauses when so many in a thousand of its latest messages were complained about. */
  complaintPermille: number;
}

/**
 * Where a workspace says nothing. Google asks every sender to stay below 0.30 % of complaints, and to aim below 0.10 %
 * (support.google.com/a/answer/14229414); no provider names a number for bounces, and senders of bulk mail are commonly closed between 5 and 10 %.
 */
export const usualGuards: Guards = { person: null, company: null, bouncePercent: 5, complaintPermille: 3 };

/** Fewer than so many say nothing, however few messages they are among. */
const floors = { bounces: 10, complaints: 3 };

export type GuardedAgainst = keyof typeof floors;

/** From how many on they are too many, and among how many of the latest messages they are looked for: as many as make the floor the share itself. */
export function boundOf(
  against: GuardedAgainst,
  { bouncePercent, complaintPermille }: Guards,
): { share: number; floor: number; among: number } {
  const share = against === 'bounces' ? bouncePercent / 100 : complaintPermille / 1000;
  return { share, floor: floors[against], among: Math.ceil(floors[against] / share) };
}

/** Whether so many are too many among those that were accepted, and those that were refused at once. */
export const isTooMany = (
  { came, accepted, refused = 0 }: { came: number; accepted: number; refused?: number },
  { share, floor }: { share: number; floor: number },
): boolean => came >= floor && came >= (accepted + refused) * share;
