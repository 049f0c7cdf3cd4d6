import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { When } from '../../ui/When.tsx';
import { ChangeSuppression } from './ChangeSuppression.tsx';
import { reasons, type Suppression } from './shapes.ts';
import classes from './suppressions.module.css';

interface SuppressionTableProps {
  workspaceId: string;
  suppressions: readonly Suppression[];
  mayChange: boolean;
}

const everywhereNote = (
  <span className={classes.everywhere}>
    <IconLock size={16} stroke={1.5} aria-hidden="true" />
    Everywhere, by the operator
  </span>
);

/** Suppressed again after a restore of a backup that does not know the address. */
const unnamed = 'an address known by its code alone';

const columns: Column<Suppression>[] = [
  { key: 'email', head: 'Address', width: '26%', cell: ({ email }) => <b>{email || unnamed}</b> },
  { key: 'reason', head: 'Reason', width: '12.5rem', cell: ({ reason }) => reasons[reason] },
  {
    key: 'where',
    head: 'Where',
    cell: ({ everywhere }) => (everywhere ? everywhereNote : 'This workspace'),
  },
  { key: 'added', head: 'Added', width: '7.5rem', cell: ({ addedAt }) => <When at={addedAt} as="day" /> },
  { key: 'kept', head: 'Kept until', width: '7.5rem', cell: ({ keepUntil }) => <When at={keepUntil} as="day" /> },
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
        <div className={classes.flush}>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => setAsked({ what: 'extend', suppression })}
            aria-label={`Keep longer: ${suppression.email || unnamed}`}
          >
            Keep longer
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            c="var(--ink-2)"
            onClick={() => setAsked({ what: 'release', suppression })}
            aria-label={`Release ${suppression.email || unnamed}`}
          >
            Release
          </Button>
        </div>
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
