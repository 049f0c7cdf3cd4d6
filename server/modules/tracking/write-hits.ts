import { stopwatch } from '../../platform/clock.ts';
import { isDatabaseAway, type Tx } from '../../platform/database.ts';
import { faultOf } from '../../platform/last-resort.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Tools } from '../../platform/tools.ts';
import { addCounts } from '../outreach/index.ts';
import type { SumCount } from './count-in-sum.ts';
import { columnOf } from './verdict-columns.ts';
import { addLinkCounts, countingInSum, insertHits, type NewHit } from './store.ts';

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
  stop(): Promise<void>;
}

/** The bound of what a process can lose: so many wait while the database is away, and whatever comes then is counted as lost. */
export const mostWaiting = 20_000;
const mostTogether = 1_000;
const patienceSeconds = 0.25;
const writeAgainAfter = 1_000;

interface Waiting {
  entry: Entry;
  since: number;
  release(): void;
}

export function createHitBook(tools: Pick<Tools, 'clock' | 'database' | 'log'>, metrics: Metrics): HitBook {
  const queue: Waiting[] = [];
  let under: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let watch: NodeJS.Timeout | undefined;
  let stopping = false;
  const running = stopwatch();

  async function writeAll(): Promise<void> {
    // Whoever asks in this turn of the loop is written down with the first.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      under = queue.splice(0, mostTogether);
      try {
        await tools.database.inInstallation('tracking', (tx) => writeEntries(tx, under, tools.clock.now()));
        for (const { release } of under) release();
      } catch (error) {
        tools.log.warn('hits_not_written', { count: under.length, ...faultOf(error) });
        if (isDatabaseAway(error)) {
          queue.unshift(...under);
          under = [];
          if (stopping) return;
          await new Promise((resolve) => setTimeout(resolve, writeAgainAfter).unref());
        } else await writeEach(under);
      }
      under = [];
    }
  }

  /** Something in a batch is not taken: each for itself, so that only that is lost. */
  async function writeEach(batch: readonly Waiting[]): Promise<void> {
    for (const one of batch) {
      await tools.database
        .inInstallation('tracking', (tx) => writeEntries(tx, [one], tools.clock.now()))
        .catch((error: unknown) => {
          lost();
          tools.log.error('hit_lost', faultOf(error));
        });
      one.release();
    }
  }

  function begin(): void {
    writing ??= writeAll().finally(() => (writing = undefined));
    watch ??= setInterval(() => {
      const before = running() - patienceSeconds;
      for (const { since, release } of [...under, ...queue]) if (since < before) release();
      if (queue.length === 0 && under.length === 0) {
        clearInterval(watch);
        watch = undefined;
      }
    }, 50).unref();
  }

  const lost = () => metrics.count('antiphon_tracked_hits_lost_total');

  return {
    write(entry) {
      if (queue.length >= mostWaiting) {
        lost();
        return Promise.resolve();
      }
      return new Promise((release) => {
        queue.push({ entry, since: running(), release });
        begin();
      });
    },
    waiting: () => queue.length + under.length,
    async stop() {
      stopping = true;
      await writing;
      if (queue.length > 0) await writeAll();
      clearInterval(watch);
      if (queue.length > 0) tools.log.error('hits_lost', { count: queue.length });
      for (const { release } of queue) release();
    },
  };
}

async function writeEntries(tx: Tx, waiting: readonly Waiting[], now: Date): Promise<void> {
  const hits = waiting.flatMap(({ entry }) => ('hit' in entry ? [entry.hit] : []));
  const sums = waiting.flatMap(({ entry }) => ('sums' in entry ? entry.sums : []));
  await insertHits(tx, hits);
  if (sums.length === 0) return;
  const counting = await countingInSum(tx, [...new Set(sums.map(({ campaignId }) => campaignId))]);
  const counted = sums.filter(({ campaignId }) => counting.has(campaignId));
  for (const [workspaceId, some] of [...Map.groupBy(counted, (one) => one.workspaceId)].sort(([one], [other]) => (one < other ? -1 : 1))) {
    await addCounts(
      tx,
      workspaceId,
      some.map(({ kind, verdict, ...one }) => ({ ...one, mailboxId: null, outcome: columnOf(kind, verdict) })),
      now,
    );
    await addLinkCounts(
      tx,
      workspaceId,
      some.flatMap(({ linkId, ...one }) => (linkId === null ? [] : [{ ...one, linkId }])),
    );
  }
}
