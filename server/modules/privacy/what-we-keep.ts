import { limitInWords, periodInWords, publishedSentence, type DataPromise, type Holding, type Period } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import type { Tx } from '../../platform/database.ts';
import { countHeld, lastRuns, type Held } from './store.ts';

/** Where the rows of one table stand that a promise covers. */
export interface HoldingStanding {
  /** The table, as people say it. */
  rows: string;
  limit: string;
  held: number;
  oldestAt: Date | null;
  /** The age of the oldest row in words. */
  oldest: string | null;
  past: boolean;
  /** By how much the oldest row is past its limit, in words. */
  pastBy: string | null;
}

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
  /** By how much, in words: of the rows that are furthest past their limit. */
  pastBy: string | null;
  /** Table by table: a promise may cover several. */
  holdings: HoldingStanding[];
  lastRunAt: Date | null;
  lastRunProblem: string | null;
  /** When it was last kept without a problem. */
  checkedAt: Date | null;
  /** Nobody has looked for more than an hour, though rows may have reached their end: then nothing here proves anything. */
  unchecked: boolean;
}

/** The retention job comes every ten minutes; a row may wait that long for it, unusable meanwhile. */
const grace = 15 * 60_000;
const longestUnchecked = 60 * 60_000;

/** Where every promise stands, counted by the same rules that delete. Counts what the transaction may see: a workspace's rows, or all. */
export async function whatWeKeep(tx: Tx, now: Date): Promise<Standing[]> {
  const runs = await lastRuns(
    tx,
    promises.map(({ key }) => key),
  );
  const standings: Standing[] = [];
  for (const promise of promises) {
    const ages: Age[] = [];
    const holdings: HoldingStanding[] = [];
    for (const holding of promise.holdings) {
      const there = await countHeld(tx, holding);
      const age = ageOf(holding, there);
      ages.push(age);
      holdings.push(standingOf(holding, there.rows, age, now));
    }
    // What is shown is the first holding, the one that the sentence speaks of; past its limit is whichever of them is.
    const { began, end } = ages[0] ?? { began: null, end: null };
    const furthest = Math.max(...ages.map((age) => (isPast(age, now) ? pastMilliseconds(age, now) : 0)));
    const run = runs.get(promise.key);
    const checkedAt = run?.keptAt ?? null;
    const timed = promise.holdings.some((holding) => holding.end.kind !== 'event');
    standings.push({
      key: promise.key,
      ids: [...promise.ids],
      group: promise.group,
      title: promise.title,
      sentence: publishedSentence(promise),
      limit: limitInWords(promise),
      held: holdings[0]?.held ?? 0,
      oldestAt: began,
      oldest: holdings[0]?.oldest ?? null,
      share: began && end ? Math.max(0, (now.getTime() - began.getTime()) / Math.max(1, end.getTime() - began.getTime())) : null,
      past: furthest > 0,
      pastBy: furthest > 0 ? ageInWords(furthest) : null,
      holdings,
      lastRunAt: run?.startedAt ?? null,
      lastRunProblem: run?.problem ?? null,
      checkedAt,
      unchecked: timed && (checkedAt === null || now.getTime() - checkedAt.getTime() > longestUnchecked),
    });
  }
  return standings;
}

function standingOf(holding: Holding, held: number, age: Age, now: Date): HoldingStanding {
  const past = isPast(age, now);
  return {
    rows: holding.table.replaceAll('_', ' '),
    limit: holding.end.kind === 'event' ? holding.end.event : periodInWords(holding.end.period),
    held,
    oldestAt: age.began,
    oldest: age.began ? ageInWords(now.getTime() - age.began.getTime()) : null,
    past,
    pastBy: past ? ageInWords(pastMilliseconds(age, now)) : null,
  };
}

const pastMilliseconds = ({ end }: Age, now: Date) => (end === null ? 0 : now.getTime() - end.getTime());
const isPast = (age: Age, now: Date) => pastMilliseconds(age, now) > grace;

/** Standings as the API and `/kept.json` say them. */
export function shownStandings(standings: readonly Standing[]) {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return standings.map(({ holdings, oldestAt, lastRunAt, checkedAt, ...standing }) => ({
    ...standing,
    ...{ oldestAt: iso(oldestAt), lastRunAt: iso(lastRunAt), checkedAt: iso(checkedAt) },
    holdings: holdings.map((holding) => ({ ...holding, oldestAt: iso(holding.oldestAt) })),
  }));
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
