import { patiently, type Tx } from '../../../platform/database.ts';
import { stopwatch } from '../../../platform/clock.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { judgeHit } from '../judge-hit.ts';
import { holdSeconds, surroundingsOf } from '../surroundings.ts';
import { forgetBatches } from '../store.ts';
import { recount } from './recount.ts';
import {
  addressesIn,
  campaignsToJudge,
  handedOver,
  hitsAround,
  hitsToJudge,
  lockJudging,
  setVerdicts,
  type KeptHit,
  type OfCampaign,
} from './store.ts';

const mostTogether = 2_000;
/** Before the queue would take the job for dead; what is left is judged a minute later. */
const longestSeconds = 200;
/** What was opened a moment ago may still be on its way into the database. */
const slackSeconds = 5;
const oneSecond = 1_000;
const aDay = 86_400;

/** Until when hits are old enough to be judged. */
const judgedUntil = (now: Date) => moved(now, -holdSeconds - slackSeconds);
const moved = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/**
 * Judges what was opened and has been held long enough, each hit by what it was and what came around it, and adds it to the counts in the same
 * transaction.
 */
export async function judgeHits(tools: Tools): Promise<void> {
  const until = judgedUntil(tools.clock.now());
  const took = stopwatch();
  await tools.database.inInstallation('tracking', (tx) => forgetBatches(tx, moved(until, -aDay)));
  for (const campaign of await tools.database.inInstallation('tracking', (tx) => campaignsToJudge(tx, until)))
    while (took() < longestSeconds) {
      const { judged } = await judgeSome(tools, campaign, { until, after: 'undecided' });
      if (judged < mostTogether) break;
    }
}

/**
 * Judges every hit of a campaign again with the rules of today, slice by slice. Each slice leaves hits and counts in agreement, so that it may end and
 * begin anew at any point.
 */
export async function judgeAgain(tools: Tools, campaign: OfCampaign): Promise<void> {
  const until = judgedUntil(tools.clock.now());
  let after = { at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const { judged, last } = await judgeSome(tools, campaign, { until, after });
    if (!last || judged < mostTogether) return;
    after = last;
  }
}

/** One slice: verdicts and counts change in one transaction, and nobody else judges this campaign meanwhile. */
async function judgeSome(
  tools: Tools,
  campaign: OfCampaign,
  { until, after }: { until: Date; after: { at: Date; id: string } | 'undecided' },
): Promise<{ judged: number; last?: { at: Date; id: string } }> {
  return patiently(tools.clock, () =>
    tools.database.inWorkspace(campaign.workspaceId, async (tx) => {
      await lockJudging(tx, campaign);
      const hits = await hitsToJudge(tx, campaign, { until, after, most: mostTogether });
      const last = hits.at(-1);
      if (!last) return { judged: 0 };
      const decisions = await decisionsOn(tx, campaign, hits);
      const changed = decisions.filter(({ before, verdict, because }) => before.verdict !== verdict || before.because !== because);
      const whose = [...new Set(changed.map(({ enrolmentId }) => enrolmentId))];
      await recount(tx, campaign, whose, () => setVerdicts(tx, campaign, changed));
      return { judged: hits.length, last };
    }),
  );
}

async function decisionsOn(tx: Tx, campaign: OfCampaign, hits: readonly KeptHit[]) {
  const [first, last] = [hits[0], hits.at(-1)] as [KeptHit, KeptHit];
  const enrolmentIds = [...new Set(hits.map(({ enrolmentId }) => enrolmentId))];
  const span = { from: moved(first.at, -holdSeconds), to: moved(last.at, holdSeconds) };
  const byRecipient = Map.groupBy(await hitsAround(tx, campaign, { enrolmentIds, ...span }), ({ enrolmentId }) => enrolmentId);
  const around = new Map([...byRecipient].map(([enrolmentId, some]) => [enrolmentId, surroundingsOf(some)]));
  const handed = await handedOver(tx, campaign, enrolmentIds);
  const second = { from: moved(first.at, -1), to: moved(last.at, 1) };
  const byAddress = Map.groupBy(await addressesIn(tx, campaign, second), ({ ipAddress }) => ipAddress);
  return hits.map((hit) => {
    const others = othersAt(hit, byAddress.get(hit.ipAddress ?? '') ?? []);
    const handedOverAt = handed.get(`${hit.enrolmentId} ${String(hit.step)}`) ?? null;
    const { at, id, enrolmentId } = hit;
    const surroundings = (around.get(enrolmentId) ?? surroundingsOf([hit]))(hit);
    return { at, id, enrolmentId, before: hit, ...judgeHit(hit, { ...surroundings, others, handedOverAt }) };
  });
}

function othersAt(hit: KeptHit, ofAddress: readonly { enrolmentId: string; at: Date }[]): number {
  const at = hit.at.getTime();
  let [low, high] = [0, ofAddress.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ofAddress[middle]?.at.getTime() ?? 0) < at - oneSecond) low = middle + 1;
    else high = middle;
  }
  const others = new Set<string>();
  // Two say as much as any number.
  for (let index = low; index < ofAddress.length && others.size < 2; index += 1) {
    const one = ofAddress[index];
    if (!one || one.at.getTime() > at + oneSecond) break;
    if (one.enrolmentId !== hit.enrolmentId) others.add(one.enrolmentId);
  }
  return others.size;
}

/** Every minute. */
export function judgeHitsJob(tools: Tools): Job {
  return {
    name: 'judge-hits',
    does: 'Tells people and machines apart among those who opened messages of team campaigns, two minutes after they did',
    retry: 'repeatable',
    schedule: '* * * * *',
    run: () => judgeHits(tools),
  };
}

/** The same for all of one campaign, when a member asks for it. */
export function judgeAgainJob(tools: Tools): Job<{ workspaceId: string; campaignId: string }> {
  return {
    name: 'judge-again',
    does: 'Judges every open and click of a team campaign again with the rules of today',
    retry: 'repeatable',
    run: (campaign) => judgeAgain(tools, campaign),
  };
}
