import { limitInWords, publishedSentence, type DataPromise, type Holding, type Period } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import type { Tx } from '../../platform/database.ts';
import { countHeld, lastRuns, type Held } from './store.ts';

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
    const ages: Age[] = [];
    let held = 0;
    for (const [index, holding] of promise.holdings.entries()) {
      const there = await countHeld(tx, holding);
      if (index === 0) held = there.rows;
      ages.push(ageOf(holding, there));
    }
    // What is shown is the first holding, the one that the sentence speaks of; past its limit is whichever of them is.
    const { began, end } = ages[0] ?? { began: null, end: null };
    const run = runs.get(promise.key);
    standings.push({
      key: promise.key,
      ids: [...promise.ids],
      group: promise.group,
      title: promise.title,
      sentence: publishedSentence(promise),
      limit: limitInWords(promise),
      held,
      oldestAt: began,
      oldest: began ? ageInWords(now.getTime() - began.getTime()) : null,
      share: began && end ? Math.max(0, (now.getTime() - began.getTime()) / Math.max(1, end.getTime() - began.getTime())) : null,
      past: ages.some((age) => age.end !== null && now.getTime() > age.end.getTime() + grace),
      lastRunAt: run?.startedAt ?? null,
      lastRunProblem: run?.problem ?? null,
    });
  }
  return standings;
}

interface Age {
  began: Date | null;
  end: Date | null;
}

function ageOf({ end }: Holding, { oldestAt, firstEndAt }: Held): Age {
  if (end.kind === 'at') return { began: oldestAt, end: firstEndAt };
  return { began: oldestAt, end: end.kind === 'after' && oldestAt ? add(oldestAt, end.period) : null };
}

function add(moment: Date, period: Period): Date {
  return new Date(Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO('UTC').add(period).epochMilliseconds);
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
