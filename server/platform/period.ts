import type { Period } from '../../privacy/promise.ts';

/** A period of the register, or a shorter one. */
type Span = Period & { readonly minutes?: number };

/** The moment a period after another, in UTC. The 30th of November and three months are the last of February, as PostgreSQL has it. */
export function later(at: Date, period: Span): Date {
  return new Date(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC').add(period).epochMilliseconds);
}

/** The moment a period before another, in UTC. */
export function earlier(at: Date, period: Span): Date {
  return new Date(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC').subtract(period).epochMilliseconds);
}

/** A day as pages and mails say it, in UTC: 22 November 2026. */
export function dayInWords(at: Date): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}
