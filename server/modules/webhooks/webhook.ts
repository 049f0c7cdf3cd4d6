import { randomInt } from 'node:crypto';
import { Refusal } from '../../platform/errors.ts';

export const mostWebhooks = 10;

/** Where the secrets of a webhook are sealed to. */
export const placeOf = (workspaceId: string, id: string, column: 'secret_sealed' | 'old_secret_sealed' = 'secret_sealed') => ({
  workspaceId,
  table: 'webhooks',
  rowId: id,
  column,
});

/** For so long the secret before the present one signs too. */
export const oldSecretHours = 24;

/**
 * Where something is told: `https`, and nothing in the address that belongs to somebody's sign-in. Plain `http` is taken for this very
 * machine alone, and only by a copy that is itself without certificates. Whether the address may be spoken to is judged when it is spoken to.
 */
export function checkedUrl(text: string, copy: { secure: boolean }): string {
  const url = URL.parse(text);
  const here = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && here && !copy.secure)))
    throw new Refusal('invalid', 'url_unusable', 'A webhook is an address that begins with https:// and no other.');
  if (url.username || url.password)
    throw new Refusal('invalid', 'url_with_password', 'Leave the name and password out of the address: each message is signed instead.');
  url.hash = '';
  if (url.href.length > 2000) throw new Refusal('invalid', 'url_too_long', 'This address is longer than 2,000 characters.');
  return url.href;
}

const hour = 3600;
/** The pauses after the first, second… failure in seconds; the last one from then on (Standard Webhooks, "Deliverability and reliability"). */
const pauses = [5, 300, 1800, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
const lastPause = 24 * hour;
/** A pause is drawn out by up to so much by chance, so that those who failed together do not come back together. */
const jitter = 0.2;

/** When to try again after so many failures in a row; later where the receiver asked for it, though no more than a day. */
export function nextTryAfter(
  failures: number,
  at: Date,
  { askedSeconds = 0, chance = randomInt(1000) / 1000 }: { askedSeconds?: number; chance?: number } = {},
): Date {
  const pause = (pauses[failures - 1] ?? lastPause) * (1 + jitter * chance);
  return new Date(at.getTime() + Math.max(pause, Math.min(askedSeconds, lastPause)) * 1000);
}

/** The seconds that `Retry-After` asks for (RFC 9110 section 10.2.3), as seconds or as a date; none where it says nothing usable. */
export function readRetryAfter(header: string | null, now: Date): number {
  if (header === null) return 0;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim());
  const at = /\d{4}.*GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

/** An event that was not taken for so long is given up, and can be told again by hand. */
export const eventPatienceDays = 3;
/** Who took nothing for five days is told nothing more. */
export const patienceDays = 5;

/** What a receiver answered with. `gone` (HTTP 410) is its wish to hear nothing more. */
export type Verdict = 'taken' | 'gone' | 'failed';

export function verdictOf(status: number | null): Verdict {
  if (status === 410) return 'gone';
  return status !== null && status >= 200 && status < 300 ? 'taken' : 'failed';
}

const dayMilliseconds = 86_400_000;
export const isPast = (days: number, since: Date, at: Date): boolean => at.getTime() - since.getTime() >= days * dayMilliseconds;
