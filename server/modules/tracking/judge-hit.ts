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

/** As much of a hit as says what it was. */
export interface Hit {
  at: Date;
  kind: 'open' | 'click' | 'hidden' | 'leave';
  linkId: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  head: boolean;
  ahead: boolean;
}

/** What is known around a hit. */
export interface Around {
  /** The hits of the same message from some minutes before to some minutes after, this one too. */
  near: readonly Hit[];
  /** How many other recipients of the campaign were opened from the same address in the same second. */
  others: number;
  /** When the message was handed over; unknown of some. */
  handedOverAt: Date | null;
}

/** So long a hit is held before it is judged, because what comes next says what it was. */
export const holdSeconds = 120;
/** So many links within so short a time nobody reads. */
const [hasteLinks, hasteSeconds] = [3, 2];
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
export function judgeHit(hit: Hit, { near, others, handedOverAt }: Around): { verdict: Verdict; because: Because } {
  const machine = (because: Because) => ({ verdict: 'machine', because }) as const;
  const unknown = (because: Because) => ({ verdict: 'unknown', because }) as const;
  const name = hit.userAgent?.trim() ?? '';
  if (hit.kind === 'hidden') return machine('hidden_link');
  if (near.some((one) => one.kind === 'hidden' && isSameCaller(one, hit))) return machine('with_hidden_link');
  if (hit.head) return machine('head');
  if (hit.ahead) return machine('ahead');
  if (hit.kind === 'open' && imageProxies.test(name)) return unknown('image_proxy');
  if (hit.kind === 'open' && nameless.test(name)) return unknown('nameless_browser');
  if (name === '' || programs.test(name)) return machine('program');
  // A scanner asks under several names; an open is only held to be one of its own where the names are the same.
  const clicks = near.filter((one) => one.kind === 'click' && (hit.kind === 'click' || isSameCaller(one, hit)));
  if (isHaste(hit, clicks)) return machine('many_links');
  if (hit.kind === 'click' && near.some((one) => one.kind === 'leave' && within(one, hit, hasteSeconds))) return machine('with_leave_link');
  const soon = handedOverAt !== null && Math.abs(hit.at.getTime() - handedOverAt.getTime()) < soonSeconds * 1000;
  if (soon) return hit.kind === 'open' ? unknown('too_soon') : machine('too_soon');
  if (others > 1) return machine('many_recipients');
  if (others === 1) return unknown('many_recipients');
  return nameless.test(name) ? unknown('nameless_browser') : { verdict: 'person', because: 'browser' };
}

const within = (one: Pick<Hit, 'at'>, other: Pick<Hit, 'at'>, seconds: number) =>
  Math.abs(one.at.getTime() - other.at.getTime()) <= seconds * 1000;

export const isSameCaller = (one: Pick<Hit, 'ipAddress' | 'userAgent'>, other: Pick<Hit, 'ipAddress' | 'userAgent'>) =>
  one.ipAddress === other.ipAddress && one.userAgent === other.userAgent;

/** Whether a hit stands in a span in which too many different links were followed. */
function isHaste(hit: Hit, clicks: readonly Hit[]): boolean {
  const at = hit.at.getTime();
  const begins = clicks.map((click) => click.at.getTime()).filter((begin) => begin <= at && at <= begin + hasteSeconds * 1000);
  return begins.some((begin) => {
    const links = clicks.filter((click) => click.at.getTime() >= begin && click.at.getTime() <= begin + hasteSeconds * 1000);
    return new Set(links.map(({ linkId }) => linkId)).size >= hasteLinks;
  });
}
