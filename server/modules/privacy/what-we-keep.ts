import { limitInWords, publishedSentence, type DataPromise, type Period } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import type { Tx } from '../../platform/database.ts';
import { countHeld, lastRuns } from './store.ts';

/** A promise beside what is really there. */
export interface Standing {
  key: string;
  ids: string[];
  group: DataPromise['group'];
  title: string;
  sentence: string;
  limit: string;
  held: number;
  oldestAt: Date | null;
  /** The age of the oldest row in words. */
  oldest: string | null;
  /** Its age as a part of the limit; above 1 it is past the limit. */
  share: number | null;
  past: boolean;
  lastRunAt: Date | null;
  lastRunProblem: string | null;
}

/** The retention job comes every ten minutes; a row may wait that long for it, unusable meanwhile. */
const grace = 15 * 60_000;

/** Where every promise stands, counted by the same rules that delete. Counts what the transaction may see: a workspace's rows, or all. */
export async function whatWeKeep(tx: Tx, now: Date): Promise<Standing[]> {
  const runs = await lastRuns(tx);
  const standings: Standing[] = [];
  for (const promise of promises) {
    const [first] = promise.holdings;
    const held = await Promise.all(promise.holdings.map(async (holding) => ({ holding, ...(await countHeld(tx, holding)) })));
    const ages = held.flatMap(({ holding, oldestAt }) => {
      if (!oldestAt || holding.end.kind === 'event') return [];
      const end = holding.end.kind === 'after' ? add(oldestAt, holding.end.period, 1) : oldestAt;
      const began = holding.end.kind === 'after' ? oldestAt : add(oldestAt, holding.end.period, -1);
      return [{ began, end, share: (now.getTime() - began.getTime()) / Math.max(1, end.getTime() - began.getTime()) }];
    });
    const oldest = ages.sort((a, b) => b.share - a.share)[0];
    const run = runs.get(promise.key);
    standings.push({
      key: promise.key,
      ids: [...promise.ids],
      group: promise.group,
      title: promise.title,
      sentence: publishedSentence(promise),
      limit: limitInWords(promise),
      held: held.find(({ holding }) => holding === first)?.rows ?? 0,
      oldestAt: oldest?.began ?? null,
      oldest: oldest ? ageInWords(now.getTime() - oldest.began.getTime()) : null,
      share: oldest ? Math.max(0, oldest.share) : null,
      past: oldest !== undefined && now.getTime() > oldest.end.getTime() + grace,
      lastRunAt: run?.startedAt ?? null,
      lastRunProblem: run?.problem ?? null,
    });
  }
  return standings;
}

function add(moment: Date, period: Period, sign: 1 | -1): Date {
  const at = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO('UTC');
  return new Date((sign === 1 ? at.add(period) : at.subtract(period)).epochMilliseconds);
}

/** An age as people say it: two units at most. */
export function ageInWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  if (minutes < 60) return `${minutes} min`;
  if (hours < 72) return `${hours} h ${minutes % 60} min`;
  if (days < 730) return `${days} days`;
  return `${Math.floor(days / 365)} years ${Math.floor((days % 365) / 30)} months`;
}
