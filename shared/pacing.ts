/** When and how much a mailbox sends: limits, spacing and working hours together. */
export interface Pacing {
  /** The most messages in any 24 hours. */
  dailyLimit: number;
  /** The limit of the first 24 hours, where a ramp leads up to the whole one. */
  rampFrom: number | null;
  rampDays: number | null;
  rampBeganAt: Date | null;
  /** Between two messages, and how much longer at most, so that it is not always the same. */
  gapSeconds: number;
  gapJitterSeconds: number;
  timeZone: string;
  /** Bit 0 is Monday. */
  workingDays: number;
  /** Minutes after midnight. A window that opens after it closes goes over midnight and belongs to the day on which it opened. */
  opensMinute: number;
  closesMinute: number;
  /** Days on which nothing is sent, such as 2026-12-25. */
  holidays: readonly string[];
}

const dayMilliseconds = 24 * 3_600_000;

/**
 * The most messages that a mailbox may hand over in the 24 hours that end at a moment: the whole limit, or while a ramp lasts its share. A ramp grows
 * by the same number every 24 hours from its first day on, and never goes beyond the whole limit, which may have been lowered meanwhile.
 */
export function limitOn({ dailyLimit, rampFrom, rampDays, rampBeganAt }: Pacing, now: Date): number {
  if (rampFrom === null || rampDays === null || rampBeganAt === null) return dailyLimit;
  const days = Math.max(0, Math.floor((now.getTime() - rampBeganAt.getTime()) / dayMilliseconds));
  if (days >= rampDays || rampFrom >= dailyLimit) return dailyLimit;
  return rampFrom + Math.floor(((dailyLimit - rampFrom) * days) / rampDays);
}
