import { promises } from '../../../privacy/promises.ts';
import type { DataPromise } from '../../../privacy/promise.ts';
import { newId } from '../../platform/ids.ts';
import { faultOf } from '../../platform/last-resort.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { countEnded, endRows, forgetIdleRuns, insertRun } from './store.ts';

export interface RetentionRun {
  promise: string;
  rows: number;
  problem: string | null;
}

/**
 * Keeps every promise of the register: what has reached its end is cleared or deleted, late runs catch up, and each run is recorded with its count.
 * A promise that cannot be kept now does not keep the others from being kept.
 */
export async function keepPromises(tools: Tools, options: { dryRun: boolean }): Promise<RetentionRun[]> {
  const runs: RetentionRun[] = [];
  const startedAt = tools.clock.now();
  for (const promise of promises) runs.push(options.dryRun ? await tryRun(tools, promise) : await keep(tools, promise, startedAt));
  if (!options.dryRun) {
    const monthAgo = new Date(startedAt.getTime() - 30 * 86_400_000);
    await tools.database.inInstallation('retention', (tx) => forgetIdleRuns(tx, monthAgo));
  }
  return runs;
}

async function tryRun(tools: Tools, promise: DataPromise): Promise<RetentionRun> {
  const rows = await tools.database.inInstallation('retention', async (tx) => {
    let count = 0;
    for (const holding of promise.holdings) count += await countEnded(tx, holding, tools.clock.now());
    return count;
  });
  return { promise: promise.key, rows, problem: null };
}

async function keep(tools: Tools, promise: DataPromise, startedAt: Date): Promise<RetentionRun> {
  let rows = 0;
  let problem: string | null = null;
  try {
    for (const holding of promise.holdings)
      for (;;) {
        const ended = await tools.database.inInstallation('retention', (tx) => endRows(tx, holding, startedAt));
        rows += ended;
        if (ended === 0) break;
      }
  } catch (error) {
    const { kind, code } = faultOf(error);
    problem = code === undefined ? kind : `${kind} ${code}`;
    tools.log.error('promise_not_kept', { promise: promise.key, ...faultOf(error) });
  }
  await tools.database.inInstallation('retention', (tx) =>
    insertRun(tx, {
      id: newId(tools.clock),
      promise: promise.key,
      startedAt,
      finishedAt: problem ? null : tools.clock.now(),
      endedRows: rows,
      problem,
    }),
  );
  return { promise: promise.key, rows, problem };
}

/** Every ten minutes, and once when a worker starts, so that a copy that stood still catches up. */
export function keepPromisesJob(tools: Tools): Job {
  return {
    name: 'keep-promises',
    does: 'Clears and deletes what has reached the end of its promise',
    retry: 'repeatable',
    schedule: '*/10 * * * *',
    async run() {
      await keepPromises(tools, { dryRun: false });
    },
  };
}
