import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { promises } from '../../../privacy/promises.ts';
import { orpc } from '../../api.ts';
import { useActions } from '../../ui/actions.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { count, plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import classes from './Operator.module.css';

interface Run {
  promise: string;
  rows: number;
  problem: string | null;
}

const titles = new Map(promises.map((promise) => [promise.key, promise.title]));

const columns: Column<Run>[] = [
  { key: 'promise', head: 'Promise', width: '46%', cell: (run) => <b>{titles.get(run.promise) ?? run.promise}</b> },
  { key: 'rows', head: 'Rows past their limit', figures: true, cell: (run) => count(run.rows) },
  {
    key: 'result',
    head: 'Result',
    cell: (run) => (run.problem ? <State of="failed">{run.problem}</State> : <State of="kept">done</State>),
  },
];

/** Keeps every promise now, or counts what a run would clear. Ends in a result, promise by promise. */
export function RetentionRun() {
  const queryClient = useQueryClient();
  const run = useMutation(orpc.operator.runRetention.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }));
  useActions([
    { id: 'count', label: 'Count what retention would clear', group: 'Do', run: () => run.mutate({ dryRun: true }) },
    { id: 'keep', label: 'Run retention now', group: 'Do', run: () => run.mutate({ dryRun: false }) },
  ]);
  const rows = run.data?.runs.reduce((sum, one) => sum + one.rows, 0) ?? 0;
  const failed = run.data?.runs.filter((one) => one.problem !== null).length ?? 0;
  const outcome = run.variables?.dryRun
    ? `${plural(rows, 'row')} would go. Nothing was changed.`
    : `${plural(rows, 'row')} cleared or deleted.`;
  return (
    <>
      <div className={classes.buttons}>
        <Button
          loading={run.isPending && run.variables.dryRun === true}
          disabled={run.isPending}
          onClick={() => run.mutate({ dryRun: true })}
        >
          Only count
        </Button>
        <Button loading={run.isPending && !run.variables.dryRun} disabled={run.isPending} onClick={() => run.mutate({ dryRun: false })}>
          Run it now
        </Button>
      </div>
      <Problem error={run.error} title="Retention did not run." />
      <div role="status">
        {run.data && (
          <p>
            {outcome}
            {failed > 0 && <span className="wrong"> {plural(failed, 'promise')} could not be kept; see below.</span>}
          </p>
        )}
      </div>
      {run.data && <DataTable caption="Result of the run" columns={columns} rows={run.data.runs} rowKey={(one) => one.promise} />}
    </>
  );
}
