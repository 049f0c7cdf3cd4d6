import type { Hit } from './hit.ts';

/** What came around a hit, as far as it says what the hit was. */
export interface Surroundings {
  /** The same caller followed the hidden link of the message. */
  withHidden: boolean;
  /** It stands among links that were followed faster than anybody reads. */
  inHaste: boolean;
  /** The page for leaving was looked at within the same two seconds. */
  withLeaving: boolean;
}

/** So long a hit is held before it is judged, because what comes next says what it was; and so far back is looked. */
export const holdSeconds = 120;
/** So many links within so short a time nobody reads. */
const [hasteLinks, hasteSeconds] = [3, 2];

/**
 * Finds what came around each of the hits of one recipient, or of one caller. They are put in order once, so that many of them cost no more each than a
 * few. The link for leaving is the same in all messages of a campaign; everything else is of one step.
 */
export function surroundingsOf(hits: readonly Hit[]): (hit: Hit) => Surroundings {
  const times = new Map<string, number[]>();
  const clicks = new Map<string, Hit[]>();
  for (const one of hits.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (one.kind === 'hidden') for (const key of [keyOf(one, one.step), keyOf(one, null)]) add(times, key, one.at.getTime());
    if (one.kind === 'leave') add(times, 'leave', one.at.getTime());
    // A scanner asks under several names; an open is only held to be one of its own where the names are the same.
    if (one.kind === 'click') for (const key of [String(one.step), keyOf(one, one.step), keyOf(one, null)]) add(clicks, key, one);
  }
  const hasty = new Map([...clicks].map(([key, some]) => [key, beginsOfHaste(some)]));
  return (hit) => {
    const at = hit.at.getTime();
    const clicksOf = hit.kind === 'click' ? String(hit.step) : keyOf(hit, hit.step);
    return {
      withHidden: hasWithin(times.get(keyOf(hit, hit.step)), at - holdSeconds * 1000, at + holdSeconds * 1000),
      inHaste: hasWithin(hasty.get(clicksOf), at - hasteSeconds * 1000, at),
      withLeaving: hit.kind === 'click' && hasWithin(times.get('leave'), at - hasteSeconds * 1000, at + hasteSeconds * 1000),
    };
  };
}

/** When a span begins in which too many different links were followed; in the order of time, like the clicks. */
function beginsOfHaste(clicks: readonly Hit[]): number[] {
  const begins: number[] = [];
  const counts = new Map<string | null, number>();
  let end = 0;
  for (const first of clicks) {
    const until = first.at.getTime() + hasteSeconds * 1000;
    for (let next = clicks[end]; next && next.at.getTime() <= until; next = clicks[(end += 1)])
      counts.set(next.linkId, (counts.get(next.linkId) ?? 0) + 1);
    if (counts.size >= hasteLinks) begins.push(first.at.getTime());
    const left = (counts.get(first.linkId) ?? 0) - 1;
    if (left > 0) counts.set(first.linkId, left);
    else counts.delete(first.linkId);
  }
  return begins;
}

/** Whether any of these moments, which are in order, is in a span. */
function hasWithin(moments: readonly number[] | undefined, from: number, to: number): boolean {
  if (!moments) return false;
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found = moments[low];
  return found !== undefined && found <= to;
}

const keyOf = ({ ipAddress, userAgent }: Hit, step: number | null) => JSON.stringify([step, ipAddress, userAgent]);

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
