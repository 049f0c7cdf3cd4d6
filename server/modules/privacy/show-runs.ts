import { later } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { outcomesOf, runsBefore } from './store.ts';

/** What retention did, newest first: each run with its counts, and which promises ended rows or could not be kept. About nobody, so every member may see it. */
export function showRuns(tools: Pick<Tools, 'clock' | 'database'>, page: { before?: string | undefined; limit: number }) {
  const before = page.before === undefined ? later(tools.clock.now(), { hours: 24 }) : new Date(page.before);
  return tools.database.inInstallation('retention', async (tx) => {
    const runs = await runsBefore(tx, before, page.limit);
    const outcomes = await outcomesOf(
      tx,
      runs.map(({ startedAt }) => startedAt),
    );
    const of = Map.groupBy(outcomes, ({ startedAt }) => startedAt.getTime());
    const last = runs.at(-1);
    return {
      runs: runs.map(({ startedAt, finishedAt, promises, rows }) => ({
        startedAt: startedAt.toISOString(),
        finishedAt: finishedAt?.toISOString() ?? null,
        ...{ promises, rows },
        outcomes: (of.get(startedAt.getTime()) ?? []).map(({ promise, endedRows, problem }) => ({
          promise,
          rows: endedRows ?? 0,
          problem,
        })),
      })),
      ...(last && runs.length === page.limit ? { before: last.startedAt.toISOString() } : {}),
    };
  });
}
