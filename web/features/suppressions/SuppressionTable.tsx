import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { ChangeSuppression } from './ChangeSuppression.tsx';
import { reasons, type Suppression } from './shapes.ts';

interface SuppressionTableProps {
  workspaceId: string;
  suppressions: readonly Suppression[];
  mayChange: boolean;
}

const columns: Column<Suppression>[] = [
  { key: 'email', head: 'Address', width: '34%', cell: ({ email }) => <b>{email}</b> },
  { key: 'reason', head: 'Reason', cell: ({ reason }) => reasons[reason] },
  {
    key: 'where',
    head: 'Where',
    cell: ({ everywhere }) => (everywhere ? <State of="on">Everywhere, by the operator</State> : 'This workspace'),
  },
  { key: 'added', head: 'Added', cell: ({ addedAt }) => <When at={addedAt} as="day" /> },
  { key: 'kept', head: 'Kept until', cell: ({ keepUntil }) => <When at={keepUntil} as="day" /> },
];

/** Suppressions as rows. Those of the whole copy are the operator's and cannot be changed here. */
export function SuppressionTable({ workspaceId, suppressions, mayChange }: SuppressionTableProps) {
  const [asked, setAsked] = useState<{ what: 'extend' | 'release'; suppression: Suppression }>();
  const actions: Column<Suppression> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (suppression) =>
      suppression.everywhere ? null : (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => setAsked({ what: 'extend', suppression })}
            aria-label={`Keep ${suppression.email} three years more`}
          >
            Keep longer
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            c="var(--ink-2)"
            onClick={() => setAsked({ what: 'release', suppression })}
            aria-label={`Release ${suppression.email}`}
          >
            Release
          </Button>
        </>
      ),
  };
  return (
    <>
      <DataTable
        caption="Suppressed addresses"
        columns={mayChange ? [...columns, actions] : columns}
        rows={suppressions}
        rowKey={({ id }) => id}
      />
      {asked && <ChangeSuppression {...asked} workspaceId={workspaceId} onClose={() => setAsked(undefined)} />}
    </>
  );
}
