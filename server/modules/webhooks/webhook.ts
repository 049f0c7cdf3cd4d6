import { createHash } from 'node:crypto';
import { Refusal } from '../../platform/errors.ts';
import { showId } from '../../platform/ids.ts';

export const mostWebhooks = 10;

/** Where the secret of a webhook is sealed to. */
export const placeOf = (workspaceId: string, id: string) => ({ workspaceId, table: 'webhooks', rowId: id, column: 'secret_sealed' });

/**
 * Where totals are told: `https`, and nothing in the address that belongs to somebody's sign-in. Plain `http` is taken for this very
 * machine alone, and only by a copy that is itself without certificates. Whether the address may be spoken to is judged when it is spoken to.
 */
export function checkedUrl(text: string, copy: { secure: boolean }): string {
  const url = URL.parse(text);
  const here = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && here && !copy.secure)))
    throw new Refusal('invalid', 'url_unusable', 'Totals are told to an address that begins with https:// and to no other.');
  if (url.username || url.password)
    throw new Refusal('invalid', 'url_with_password', 'Leave the name and password out of the address: each message is signed instead.');
  url.hash = '';
  if (url.href.length > 2000) throw new Refusal('invalid', 'url_too_long', 'This address is longer than 2,000 characters.');
  return url.href;
}

/** What is told of one campaign: sums over everybody, never something about one person or one letter. */
export interface CampaignTotals {
  id: string;
  name: string;
  state: string;
  participations: number;
  accepted: number;
  failed: number;
  skipped: number;
  uncertain: number;
  opened: number;
}

/** What a message says, as text: by its hash a change is known, whatever it was. */
export function saidOf(campaigns: readonly CampaignTotals[]) {
  const said = campaigns.map(({ id, name, state, ...counts }) => ({ id: showId('campaign', id), name, state, counts }));
  return { said, hash: createHash('sha256').update(JSON.stringify(said)).digest() };
}

/** The body of a message, in the shape that the Standard Webhooks specification recommends: type, timestamp, data. */
export function bodyOf(said: ReturnType<typeof saidOf>['said'], at: Date): string {
  return JSON.stringify({ type: 'campaign.totals', timestamp: at.toISOString(), data: { campaigns: said } });
}

export const shownMessageId = (id: string) => `msg_${id.replaceAll('-', '')}`;

const hour = 3600;
/** The pauses after the first, second… failure in seconds; the last one from then on (Standard Webhooks, "Deliverability and reliability"). */
const pauses = [5, 300, 1800, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
const lastPause = 24 * hour;

export function nextTryAfter(failures: number, at: Date): Date {
  return new Date(at.getTime() + (pauses[failures - 1] ?? lastPause) * 1000);
}

/** Who did not take a message for five days is told nothing more. */
export const patienceDays = 5;

/** What a receiver answered with. `gone` (HTTP 410) is its wish to hear nothing more. */
export type Verdict = 'taken' | 'gone' | 'failed';

export function verdictOf(status: number | null): Verdict {
  if (status === 410) return 'gone';
  return status !== null && status >= 200 && status < 300 ? 'taken' : 'failed';
}
