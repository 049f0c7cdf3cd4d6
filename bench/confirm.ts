import { noticeFor } from '../public-pages/notice.ts';
import { formFields } from '../test/harness/advocacy.ts';
import { fromAddress, type Answer, type Asker } from './ask.ts';
import type { Copy } from './product.ts';
import type { Supporter } from './supporters.ts';

/** How one confirmation ended for the person: the letter is taken, they were turned away with a page that says when to come back, or neither. */
export type Ending = { kind: 'taken' } | { kind: 'turned_away'; waitSeconds: number } | { kind: 'neither'; why: string };

/** One confirmation: its supporter, how it ended, and when the person opened the page and had their answer (Unix milliseconds). */
export interface Confirmation {
  supporter: Supporter;
  ending: Ending;
  openedAt: number;
  answeredAt: number;
}

/** A supporter's part: opens the confirm page, reads the form in it and presses the button. */
export async function confirm(copy: Pick<Copy, 'url'>, asker: Asker, supporter: Supporter): Promise<Confirmation> {
  const openedAt = Date.now();
  const ending = await pass(copy, asker, supporter).catch((error: unknown): Ending => {
    return { kind: 'neither', why: error instanceof Error ? error.message : 'unknown' };
  });
  return { supporter, ending, openedAt, answeredAt: Date.now() };
}

async function pass(copy: Pick<Copy, 'url'>, asker: Asker, supporter: Supporter): Promise<Ending> {
  const headers = { ...fromAddress(supporter.number), cookie: supporter.cookie };
  const shown = await asker.ask(`${copy.url}/letter/confirm`, { headers });
  if (shown.status !== 200) return turnedAway(shown);
  const form = formFields(shown.text, '/letter/confirm');
  const pressed = await asker.ask(`${copy.url}/letter/confirm`, { headers, form });
  return pressed.status === 303 && pressed.location === '/letter/status' ? { kind: 'taken' } : turnedAway(pressed);
}

const fault = noticeFor('server_error', { links: { home: '/' } }).title;

/** Too busy is an honest answer when it says so in words and when to come back (RFC 9110 section 10.2.3). A page about a fault of ours is none. */
function turnedAway({ status, location, retryAfter, text }: Answer): Ending {
  const honest = (status === 503 || status === 429) && retryAfter !== undefined && text.includes('<h1') && !text.includes(fault);
  return honest
    ? { kind: 'turned_away', waitSeconds: Number(retryAfter) }
    : { kind: 'neither', why: `answered ${status}${location ? ` to ${location}` : ''}` };
}

/** Whether the page that a supporter comes back to says that the letter was sent. */
export async function saysSent(copy: Pick<Copy, 'url'>, asker: Asker, supporter: Supporter): Promise<boolean> {
  const headers = { ...fromAddress(supporter.number), cookie: supporter.cookie };
  const status = await asker.ask(`${copy.url}/letter/status`, { headers });
  return status.location === '/letter/receipt';
}

/** In words, how many ended in which way. */
export function endingsOf(confirmations: readonly Confirmation[]): string {
  const of = (kind: Ending['kind']) => confirmations.filter(({ ending }) => ending.kind === kind).length;
  const reasons = new Set(confirmations.flatMap(({ ending }) => (ending.kind === 'neither' ? [ending.why] : [])));
  const why = reasons.size > 0 ? ` (${[...reasons].slice(0, 3).join('; ')})` : '';
  return `${of('taken')} taken, ${of('turned_away')} turned away, ${of('neither')} without a proper answer${why}`;
}
