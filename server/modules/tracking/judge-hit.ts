import type { Hit } from './hit.ts';
import type { Surroundings } from './surroundings.ts';

/** What opened a message or a link of it is taken for. */
export type Verdict = 'person' | 'machine' | 'unknown';

/** Why, as a closed set, which pages turn into sentences. */
export type Because =
  | 'hidden_link'
  | 'with_hidden_link'
  | 'head'
  | 'ahead'
  | 'program'
  | 'many_links'
  | 'with_leave_link'
  | 'too_soon'
  | 'many_recipients'
  | 'image_proxy'
  | 'nameless_browser'
  | 'browser';

/** What is known around a hit. */
export interface Around extends Surroundings {
  /** How many other recipients of the campaign were opened from the same address in the same second. */
  others: number;
  /** When the message was handed over; unknown of some. */
  handedOverAt: Date | null;
}

/** A message that was only just handed over is looked at by the mail servers on its way. */
const soonSeconds = 10;

/** Words by which programs name themselves that are no browser: scanners, libraries, previews. */
const programs = new RegExp(
  [
    'bot\\b|crawl|spider|slurp|scan|preview|fetch|monitor|archive|validator|headless|phantom|lighthouse',
    'proofpoint|mimecast|barracuda|safelinks|forefront|messagelabs|trendmicro|symantec|fireeye|cloudmark|virustotal',
    'curl|wget|python|java\\/|okhttp|httpclient|libwww|lwp|axios|undici|node|go-http|ruby|perl|php|postman|guzzle|apache',
  ].join('|'),
  'i',
);
/** Services that load images for their people: Gmail on the first view, Yahoo likewise. */
const imageProxies = /GoogleImageProxy|YahooMailProxy/i;
/** Apple’s privacy relay says no more than this, and loads every image of every message, read or not. */
const nameless = /^Mozilla\/5\.0$/;

/**
 * Judges one hit by what it was and by what came around it. Evidence is about who asked, in the same message and time: an address that followed a hidden
 * link is not held against anybody else, and not remembered.
 */
export function judgeHit(
  hit: Hit,
  { withHidden, inHaste, withLeaving, others, handedOverAt }: Around,
): { verdict: Verdict; because: Because } {
  const machine = (because: Because) => ({ verdict: 'machine', because }) as const;
  const unknown = (because: Because) => ({ verdict: 'unknown', because }) as const;
  const name = hit.userAgent?.trim() ?? '';
  if (hit.kind === 'hidden') return machine('hidden_link');
  if (withHidden) return machine('with_hidden_link');
  if (hit.head) return machine('head');
  if (hit.ahead) return machine('ahead');
  if (hit.kind === 'open' && imageProxies.test(name)) return unknown('image_proxy');
  if (hit.kind === 'open' && nameless.test(name)) return unknown('nameless_browser');
  if (name === '' || programs.test(name)) return machine('program');
  if (inHaste) return machine('many_links');
  if (withLeaving) return machine('with_leave_link');
  const soon = handedOverAt !== null && Math.abs(hit.at.getTime() - handedOverAt.getTime()) < soonSeconds * 1000;
  if (soon) return hit.kind === 'open' ? unknown('too_soon') : machine('too_soon');
  if (others > 1) return machine('many_recipients');
  if (others === 1) return unknown('many_recipients');
  return nameless.test(name) ? unknown('nameless_browser') : { verdict: 'person', because: 'browser' };
}
