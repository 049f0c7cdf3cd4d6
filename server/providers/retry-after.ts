import type { OutboundAnswer } from '../platform/outbound.ts';

/**
 * The whole seconds that a `Retry-After` header asks to wait (RFC 9110 section 10.2.3: a number or a date;
 * learn.microsoft.com/graph/throttling, "Best practices to handle throttling").
 * @param now needed for a date; without it only a number is read
 */
export function retryAfterSeconds({ headers }: Pick<OutboundAnswer, 'headers'>, now?: Date): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  return now && secondsUntil(value, now);
}

/** The whole seconds until a time that was written down: none when it is over, undefined when it is no time. */
export function secondsUntil(time: string, now: Date): number | undefined {
  const milliseconds = Date.parse(time) - now.getTime();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.ceil(milliseconds / 1000));
}
