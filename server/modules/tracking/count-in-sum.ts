import type { Clock } from '../../platform/clock.ts';
import { judgeHit, isSameCaller, type Hit, type Verdict } from './judge-hit.ts';
import type { TrackedTicket } from './ticket.ts';

/** One more, or one less, in the counts of a campaign that counts in sum alone. */
export interface SumCount extends Pick<TrackedTicket, 'workspaceId' | 'campaignId' | 'step' | 'variant'> {
  kind: 'open' | 'click';
  linkId: string | null;
  verdict: Verdict;
  by: 1 | -1;
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
 * that it is a machine, what was counted of it before is corrected. Nothing about a caller is kept beyond that.
 */
export function createSums(clock: Pick<Clock, 'now'>): (ticket: TrackedTicket, hit: Hit) => SumCount[] {
  const callers = new Map<string, Recent[]>();
  return (ticket, hit) => {
    const after = clock.now().getTime() - rememberSeconds * 1000;
    for (const [key, recent] of callers) {
      if (callers.size <= mostCallers && (recent.at(-1)?.hit.at.getTime() ?? 0) > after) break;
      callers.delete(key);
    }
    const key = JSON.stringify([ticket.campaignId, hit.ipAddress, hit.userAgent]);
    const recent = (callers.get(key) ?? []).filter((one) => one.hit.at.getTime() > after).slice(-mostHits);
    callers.delete(key);
    callers.set(key, recent);
    const near = [...recent.map((one) => one.hit), hit].filter((one) => isSameCaller(one, hit));
    const judged = (one: Hit) => judgeHit(one, { near, others: 0, handedOverAt: null }).verdict;
    const corrections = recent.flatMap((one) => {
      const [before, now] = [one.verdict, judged(one.hit)];
      one.verdict = now;
      return before === now ? [] : [...countOf(one.ticket, before, -1), ...countOf(one.ticket, now, 1)];
    });
    const verdict = judged(hit);
    recent.push({ ticket, hit, verdict });
    return [...corrections, ...countOf(ticket, verdict, 1)];
  };
}

function countOf(ticket: TrackedTicket, verdict: Verdict, by: 1 | -1): SumCount[] {
  const { kind, workspaceId, campaignId, step, variant, linkId = null } = ticket;
  return kind === 'hidden' ? [] : [{ kind, workspaceId, campaignId, step, variant, linkId, verdict, by }];
}
