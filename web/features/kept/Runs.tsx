import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { promises } from '../../../privacy/promises.ts';
import { type Api, orpc } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { count, plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';

type Run = Awaited<ReturnType<Api['operator']['retentionRuns']>>['runs'][number];

const titles = new Map(promises.map((promise) => [promise.key, promise.title]));
const paged = { initialPageParam: undefined, getNextPageParam: (last: { before?: string | undefined }) => last.before };
const before = (moment: string | undefined) => (moment === undefined ? {} : { before: moment });

/** The last runs of retention, as every member may see them. */
export function Runs({ workspaceId }: { workspaceId: string }) {
  const query = useInfiniteQuery(
    orpc.evidence.retentionRuns.infiniteOptions({ input: (moment: string | undefined) => ({ workspaceId, ...before(moment) }), ...paged }),
  );
  return <RunList query={query} runs={query.data?.pages.flatMap((page) => page.runs)} />;
}

/** The same for who runs the copy. */
export function RunsOfCopy() {
  const query = useInfiniteQuery(orpc.operator.retentionRuns.infiniteOptions({ input: before, ...paged }));
  return <RunList query={query} runs={query.data?.pages.flatMap((page) => page.runs)} />;
}

interface RunListProps {
  query: { error: unknown; hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  runs: readonly Run[] | undefined;
}

function RunList({ query, runs }: RunListProps) {
  return (
    <>
      <Problem error={query.error} title="The runs could not be shown." />
      {!runs && !query.error && <Lines count={4} />}
      {runs?.length === 0 && <p className="hush">It has not run yet.</p>}
      {runs && runs.length > 0 && (
        <DataTable caption="Runs of retention, newest first" columns={columns} rows={runs} rowKey={(run) => run.startedAt} />
      )}
      {query.hasNextPage && (
        <Button mt="sm" size="compact-sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older runs
        </Button>
      )}
    </>
  );
}

const columns: Column<Run>[] = [
  { key: 'at', head: 'Run', width: '28%', cell: (run) => <When at={run.startedAt} /> },
  { key: 'rows', head: 'Rows ended', width: '14%', figures: true, cell: (run) => count(run.rows) },
  { key: 'what', head: 'Of which', width: '34%', cell: (run) => <Outcomes run={run} /> },
  { key: 'result', head: 'Result', cell: (run) => <Result run={run} /> },
];

function Outcomes({ run }: { run: Run }) {
  const ended = run.outcomes.filter(({ rows }) => rows > 0);
  if (ended.length === 0) return <span className="faint">nothing was over</span>;
  return ended.map(({ promise, rows }) => (
    <div key={promise}>
      {titles.get(promise) ?? promise}: {count(rows)}
    </div>
  ));
}

function Result({ run }: { run: Run }) {
  const failed = run.outcomes.filter(({ problem }) => problem !== null);
  if (failed.length === 0) return <State of="kept">{plural(run.promises, 'promise')} kept</State>;
  return (
    <State of="failed">
      {failed.map(({ promise, problem }) => (
        <div key={promise}>
          {titles.get(promise) ?? promise}: {problem}
        </div>
      ))}
    </State>
  );
}
