import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { State } from '../../../ui/State.tsx';
import type { Recipient } from '../shapes.ts';
import classes from './recipients.module.css';
import { RemoveRecipient } from './RemoveRecipient.tsx';

interface RecipientTableProps {
  workspaceId: string;
  campaignId: string;
  recipients: readonly Recipient[];
  mayChange: boolean;
}

const none = <span className="faint">–</span>;

/** Recipients as rows; those who asked not to be written to are marked. */
export function RecipientTable({ workspaceId, campaignId, recipients, mayChange }: RecipientTableProps) {
  const [removing, setRemoving] = useState<Recipient>();
  const columns: Column<Recipient>[] = [
    {
      key: 'name',
      head: 'Recipient',
      width: '32%',
      cell: ({ name, email }) => (
        <>
          <b>{name}</b>
          <div className="faint">{email}</div>
        </>
      ),
    },
    { key: 'salutation', head: 'Salutation', cell: ({ salutation }) => salutation || none },
    { key: 'district', head: 'District', cell: ({ district }) => district || none },
    { key: 'state', head: 'Written to?', cell: ({ suppressed }) => (suppressed ? <State of="skipped">No, suppressed</State> : 'Yes') },
  ];
  const actions: Column<Recipient> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (recipient) => (
      <Button
        className={classes.flush}
        size="compact-sm"
        variant="subtle"
        color="gray"
        c="var(--ink-2)"
        onClick={() => setRemoving(recipient)}
        aria-label={`Remove ${recipient.name}`}
      >
        Remove
      </Button>
    ),
  };
  return (
    <>
      <DataTable caption="Recipients" columns={mayChange ? [...columns, actions] : columns} rows={recipients} rowKey={({ id }) => id} />
      {removing && (
        <RemoveRecipient workspaceId={workspaceId} campaignId={campaignId} recipient={removing} onClose={() => setRemoving(undefined)} />
      )}
    </>
  );
}
