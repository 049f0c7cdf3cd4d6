import type { Clock } from '../../platform/clock.ts';
import type { Hit } from './hit.ts';
import { judgeHit, type Verdict } from './judge-hit.ts';
import { createSpan } from './span.ts';
import { surroundingsOf } from './surroundings.ts';
import type { TrackedTicket } from './ticket.ts';

/** One more, or one less, in the counts of a campaign that counts in sum alone, in the hour in which it was opened. */
export interface SumCount extends Pick<TrackedTicket, 'workspaceId' | 'campaignId' | 'step' | 'variant'> {
  kind: 'open' | 'click';
  linkId: string | null;
  verdict: Verdict;
  by: 1 | -1;
  at: Date;
}

interface Recent {
  ticket: TrackedTicket;
  hit: Hit;
  verdict: Verdict;
}

/** For so long it is remembered, in memory alone, who asked: what follows may show that it was a machine. */
const rememberSeconds = 10;
const [mostCallers, mostHits] = [20_000, 50];

/**
 * Counts opens and clicks of campaigns that want sums and no persons. Each is judged at once by what it was; when the same caller shows within seconds
 * that it is a machine, what was counted of it before is corrected. Nothing about a caller is kept beyond that: it is let go when its time is over,
 * whether anybody asks again or not.
 */
export function createSums(clock: Pick<Clock, 'now'>) {
  const callers = new Map<string, Recent[]>();
  const afterNow = () => clock.now().getTime() - rememberSeconds * 1000;
  const span = createSpan(() => {
    const after = afterNow();
    // The caller who asked last stands last.
    for (const [key, recent] of callers) {
      if ((recent.at(-1)?.hit.at.getTime() ?? 0) > after) break;
      callers.delete(key);
    }
    return callers.size > 0;
  });
  return {
    /** How many callers are remembered. */
    remembered: () => callers.size,
    count(ticket: TrackedTicket, hit: Hit): SumCount[] {
      const after = afterNow();
      for (const oldest of callers.keys()) if (callers.size > mostCallers) callers.delete(oldest);
      const key = JSON.stringify([ticket.campaignId, hit.ipAddress, hit.userAgent]);
      const recent = (callers.get(key) ?? []).filter((one) => one.hit.at.getTime() > after).slice(-mostHits);
      callers.delete(key);
      callers.set(key, recent);
      span.begin();
      const around = surroundingsOf([...recent.map((one) => one.hit), hit]);
      const judged = (one: Hit) => judgeHit(one, { ...around(one), others: 0, handedOverAt: null }).verdict;
      const corrections = recent.flatMap((one) => {
        const [before, now] = [one.verdict, judged(one.hit)];
        one.verdict = now;
        return before === now ? [] : [...countOf(one, before, -1), ...countOf(one, now, 1)];
      });
      const counted = { ticket, hit, verdict: judged(hit) };
      recent.push(counted);
      return [...corrections, ...countOf(counted, counted.verdict, 1)];
    },
  };
}

function countOf({ ticket, hit: { at } }: Recent, verdict: Verdict, by: 1 | -1): SumCount[] {
  const { kind, workspaceId, campaignId, step, variant, linkId = null } = ticket;
  return kind === 'hidden' ? [] : [{ kind, workspaceId, campaignId, step, variant, linkId, verdict, by, at }];
}
