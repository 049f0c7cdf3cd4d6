import type { Period } from '../../privacy/promise.ts';

/** The moment a period after another, in UTC. The 30th of November and three months are the last of February, as PostgreSQL has it. */
export function later(at: Date, period: Period): Date {
  return new Date(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC').add(period).epochMilliseconds);
}
