import type { OutboundAnswer } from '../../platform/outbound.ts';

/**
 * The whole seconds that a `Retry-After` header asks to wait (RFC 9110 section 10.2.3: a number or a date).
 * @param now needed for a date; without it only a number is read
 */
export function retryAfterSeconds({ headers }: Pick<OutboundAnswer, 'headers'>, now?: Date): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  return now && secondsUntil(value, now);
}

/**
 * Gmail names the time only in the text of some errors: "User-rate limit exceeded.  Retry after 2026-11-22T12:57:51.196Z (Mail sending)"
 * (googleapis/google-api-ruby-client #20544).
 */
export function retryTimeInText(text: string, now: Date): number | undefined {
  const time = /retry after (\d{4}-\d{2}-\d{2}T[\d:.]+Z)/i.exec(text)?.[1];
  return time === undefined ? undefined : secondsUntil(time, now);
}

function secondsUntil(time: string, now: Date): number | undefined {
  const milliseconds = Date.parse(time) - now.getTime();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.ceil(milliseconds / 1000));
}
