import { stopwatch } from '../../platform/clock.ts';
import { isDatabaseAway, isTakenBack, patience, type Tx } from '../../platform/database.ts';
import { newId } from '../../platform/ids.ts';
import { faultOf } from '../../platform/last-resort.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Tools } from '../../platform/tools.ts';
import { addCounts } from '../outreach/index.ts';
import type { SumCount } from './count-in-sum.ts';
import { columnOf } from './verdict-columns.ts';
import { addLinkCounts, countingInSum, insertHits, isFirst, liftToNothing, wasWritten, type NewHit } from './store.ts';

/** What one request leaves behind: a row, or sums. */
export type Entry = { hit: NewHit } | { sums: readonly SumCount[] };

/** Where hits are written down, many together. */
export interface HitBook {
  /**
   * Resolves when the entry is written down, or after a quarter of a second: then the answer does not wait any longer, and the entry stays in a queue of
   * bounded length until the database takes it.
   */
  write(entry: Entry): Promise<void>;
  /** Entries that are not written down yet. */
  waiting(): number;
  /** Tries once more to write down what waits, for some seconds; the rest, and what comes after it, is counted as lost. */
  stop(): Promise<void>;
}

/**
 * So many wait while the database is away, and whatever comes then is counted as lost. What a process can lose when it is killed is these and the batches
 * that were begun, three of a thousand.
 */
export const mostWaiting = 20_000;
const mostTogether = 1_000;
/** So many batches are on their way at once: while the database writes one, the next is gathered, and neither waits for the other. */
const atOnce = 3;
/**
 * Fewer wait for a batch that is on its way, which takes some milliseconds, and go with the next: a batch costs as much as these. Where it is held up,
 * they do not wait for it.
 */
const worthOne = 16;
const heldUpAfter = 50;
const patienceSeconds = 0.25;
const writeAgainAfter = 1_000;
const hurriedly = 100;
/** Shorter than a process that is told to stop may take for everything. */
const stopWithin = 5_000;
const anHour = 3_600_000;
/** Of whom this process noted so many, it is looked whether they are the most; of so many recipients it is remembered. */
const [often, mostRemembered] = [100, 50_000];

interface Waiting {
  entry: Entry;
  since: number;
  release(): void;
}

/** What is written down together. It keeps its number and its entries until it is done, so that what is counted in it is counted once. */
interface Batch {
  id: string;
  /** The batch that was given up, of which this is one entry: that may have been written down, though nobody heard of it. */
  of?: string;
  entries: readonly Waiting[];
  /** Since others were in its way. */
  goesOn?: () => boolean;
}

export function createHitBook(tools: Pick<Tools, 'clock' | 'database' | 'log'>, metrics: Metrics): HitBook {
  const queue: Waiting[] = [];
  /** Begun, and not known to be written down. */
  const batches = new Set<Batch>();
  /** Of those, the ones that have to be tried again. */
  const again: Batch[] = [];
  const lanes = new Set<Promise<void>>();
  const noted = new Map<string, number>();
  const isOften = ({ enrolmentId }: NewHit) => {
    if (noted.size > mostRemembered) noted.clear();
    const times = (noted.get(enrolmentId) ?? 0) + 1;
    noted.set(enrolmentId, times);
    return times > often;
  };
  let gathering = false;
  let watch: NodeJS.Timeout | undefined;
  const stopping = new AbortController();
  let isOver = false;
  const running = stopwatch();
  const begun = () => [...batches].flatMap(({ entries }) => entries);
  const batchOf = (entries: readonly Waiting[], of: { of?: string } = {}): Batch => {
    const batch = { id: newId(tools.clock), entries, ...of };
    batches.add(batch);
    return batch;
  };
  const next = () => (isOver ? undefined : (again.shift() ?? (queue.length > 0 ? batchOf(queue.splice(0, mostTogether)) : undefined)));

  async function writeAll(): Promise<void> {
    // Whoever asks in this turn of the loop is written down with the first.
    await new Promise((resolve) => setImmediate(resolve));
    gathering = false;
    for (let batch = next(); batch; batch = next()) {
      const { entries } = batch;
      try {
        await writeDown(batch);
        batches.delete(batch);
        for (const { release } of entries) release();
      } catch (error) {
        tools.log.warn('hits_not_written', { count: entries.length, ...faultOf(error) });
        const isAway = isDatabaseAway(error);
        if (!isAway && !(isTakenBack(error) && (batch.goesOn ??= patience())())) giveUp(batch, error);
        else {
          // Whether it was written down is not known, or surely it was not: the same batch again finds out.
          again.unshift(batch);
          if (isAway && stopping.signal.aborted) return;
          await (stopping.signal.aborted ? pause(hurriedly) : pause(writeAgainAfter, stopping.signal));
        }
      }
    }
  }

  function writeDown(batch: Batch): Promise<void> {
    const { entries } = batch;
    const hits = entries.flatMap(({ entry }) => ('hit' in entry ? [entry.hit] : []));
    const sums = entries.flatMap(({ entry }) => ('sums' in entry ? entry.sums : []));
    if (sums.length === 0) return tools.database.atOnce('tracking', (statements) => insertHits(statements, hits, isOften));
    return tools.database.inInstallation('tracking', async (tx) => {
      await insertHits(tx, hits, isOften);
      await countOnce(tx, batch, { sums, now: tools.clock.now() });
    });
  }

  /** Something in a batch is not taken: each for itself, so that only that is lost. */
  function giveUp(batch: Batch, error: unknown): void {
    const { entries } = batch;
    const [one] = entries;
    batches.delete(batch);
    if (entries.length > 1) again.push(...entries.map((entry) => batchOf([entry], { of: batch.id })));
    if (entries.length > 1 || !one) return;
    lost();
    tools.log.error('hit_lost', faultOf(error));
    one.release();
  }

  function openLane(): void {
    if (lanes.size >= atOnce || gathering) return;
    gathering = true;
    const lane: Promise<void> = writeAll().finally(() => lanes.delete(lane));
    lanes.add(lane);
  }

  function begin(): void {
    if (lanes.size === 0 || queue.length >= worthOne) openLane();
    watch ??= setInterval(() => {
      const before = running() - patienceSeconds;
      for (const { since, release } of [...begun(), ...queue]) if (since < before) release();
      if (queue.length > 0 && !stopping.signal.aborted) openLane();
      if (queue.length === 0 && batches.size === 0) {
        clearInterval(watch);
        watch = undefined;
      }
    }, heldUpAfter).unref();
  }

  const lost = () => metrics.count('antiphon_tracked_hits_lost_total');

  return {
    write(entry) {
      // After the end nobody comes who would write it down.
      if (isOver || queue.length >= mostWaiting) {
        lost();
        return Promise.resolve();
      }
      return new Promise((release) => {
        queue.push({ entry, since: running(), release });
        begin();
      });
    },
    waiting: () => queue.length + begun().length,
    async stop() {
      stopping.abort();
      const rest = Promise.all(lanes).then(writeAll);
      await Promise.race([rest, pause(stopWithin)]);
      isOver = true;
      clearInterval(watch);
      const left = [...begun(), ...queue];
      if (left.length > 0) tools.log.error('hits_lost', { count: left.length });
      for (const { release } of left) {
        lost();
        release();
      }
    },
  };
}

/** Waits, but no longer than until it is told to end. */
async function pause(milliseconds: number, ending?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = () => {
    resolve(undefined);
  };
  const timer = setTimeout(end, milliseconds).unref();
  ending?.addEventListener('abort', end);
  if (!ending?.aborted) await promise;
  clearTimeout(timer);
  ending?.removeEventListener('abort', end);
}

async function countOnce(tx: Tx, { id, of }: Batch, { sums, now }: { sums: readonly SumCount[]; now: Date }): Promise<void> {
  if (of !== undefined && (await wasWritten(tx, of, now))) return;
  if (await isFirst(tx, id, now)) await writeSums(tx, sums);
}

async function writeSums(tx: Tx, sums: readonly SumCount[]): Promise<void> {
  const counting = await countingInSum(tx, [...new Set(sums.map(({ campaignId }) => campaignId))]);
  const counted = sums.filter(({ campaignId }) => counting.has(campaignId));
  for (const [workspaceId, some] of [...Map.groupBy(counted, (one) => one.workspaceId)].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const byHour = Map.groupBy(some, ({ at }) => Math.floor(at.getTime() / anHour) * anHour);
    for (const [hour, ofHour] of [...byHour].sort(([one], [other]) => one - other))
      await addCounts(
        tx,
        workspaceId,
        ofHour.map(({ kind, verdict, ...one }) => ({ ...one, mailboxId: null, outcome: columnOf(kind, verdict) })),
        new Date(hour),
      );
    // What is corrected may have been lost, or deleted by a member since.
    const corrected = some.filter(({ by }) => by < 0).map(({ campaignId }) => campaignId);
    if (corrected.length > 0) await liftToNothing(tx, workspaceId, [...new Set(corrected)]);
    await addLinkCounts(
      tx,
      workspaceId,
      some.flatMap(({ linkId, ...one }) => (linkId === null ? [] : [{ ...one, linkId }])),
    );
  }
}
