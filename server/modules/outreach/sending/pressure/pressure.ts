/** At most so many within so many days. */
export interface Bound {
  most: number;
  days: number;
}

const dayMilliseconds = 24 * 3_600_000;

/**
 * When the next one may be begun after those that were: at once while fewer than the most fall into the days before, else when the oldest of the latest
 * ones falls out of them.
 * @param begun moments in any order
 */
export function freeAt(begun: readonly number[], { most, days }: Bound, now: number): number {
  const counting = begun.filter((at) => at > now - days * dayMilliseconds).toSorted((one, other) => other - one);
  const deciding = counting[most - 1];
  return deciding === undefined ? now : deciding + days * dayMilliseconds;
}
