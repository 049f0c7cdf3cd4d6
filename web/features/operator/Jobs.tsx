import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { count } from '../../ui/numbers.ts';
import { State } from '../../ui/State.tsx';
import type { CopyHealth } from './Health.tsx';

type Job = CopyHealth['jobs'][number];

const columns: Column<Job>[] = [
  { key: 'name', head: 'Job', width: '40%', cell: (job) => <b>{job.name}</b> },
  { key: 'schedule', head: 'When', cell: (job) => job.schedule ?? <span className="faint">when something asks for it</span> },
  { key: 'waiting', head: 'Waiting', figures: true, cell: (job) => count(job.waiting) },
  { key: 'failed', head: 'Failed', figures: true, cell: (job) => (job.failed > 0 ? <State of="failed">{count(job.failed)}</State> : '0') },
];

/** What happens by itself, and how much of it waits or failed. */
export function Jobs({ jobs }: { jobs: readonly Job[] }) {
  return (
    <DataTable
      caption="Jobs"
      columns={columns}
      rows={jobs}
      rowKey={(job) => job.name}
      tone={(job) => (job.failed > 0 ? 'wrong' : undefined)}
    />
  );
}
