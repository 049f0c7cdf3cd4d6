import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { count } from '../../ui/numbers.ts';
import type { CopyHealth } from './Health.tsx';

type Counted = CopyHealth['workspaces'][number];

const columns: Column<Counted>[] = [
  { key: 'name', head: 'Workspace', width: '60%', cell: (workspace) => <b>{workspace.name}</b> },
  { key: 'members', head: 'Members', figures: true, cell: (workspace) => count(workspace.members) },
  { key: 'campaigns', head: 'Campaigns', figures: true, cell: (workspace) => count(workspace.campaigns) },
];

/** The workspaces of this copy, in counts. */
export function WorkspacesOfCopy({ workspaces }: { workspaces: readonly Counted[] }) {
  return <DataTable caption="Workspaces" columns={columns} rows={workspaces} rowKey={(workspace) => workspace.id} />;
}
