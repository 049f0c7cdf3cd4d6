import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { count } from '../../../ui/numbers.ts';
import { State } from '../../../ui/State.tsx';
import type { Recipient } from '../shapes.ts';
import { ChangeRecipient } from './ChangeRecipient.tsx';
import { columnsOf, writtenTo } from './recipient-form.ts';
import classes from './recipients.module.css';
import { RemoveRecipient } from './RemoveRecipient.tsx';

interface RecipientTableProps {
  workspaceId: string;
  campaignId: string;
  recipients: readonly Recipient[];
  /** The day on which it is now where they are. */
  today: string;
  /** Own fields that the campaign names. */
  ownFields: readonly string[];
  mayChange: boolean;
}

const none = <span className="faint">–</span>;
const regionOf = ({ region, country }: Recipient) => [region, country].filter(Boolean).join(', ') || none;

const stateOf = (today: string) => (recipient: Recipient) => {
  const { yes, words } = writtenTo(recipient, today);
  return yes ? words : <State of="skipped">{words}</State>;
};

/** Recipients as rows; those who asked not to be written to are marked. */
export function RecipientTable({ workspaceId, campaignId, recipients, today, ownFields, mayChange }: RecipientTableProps) {
  const [changing, setChanging] = useState<Recipient>();
  const [removing, setRemoving] = useState<Recipient>();
  const some = columnsOf(recipients);
  const columns: Column<Recipient>[] = [
    {
      key: 'name',
      head: 'Recipient',
      width: some.affiliation || some.region ? '26%' : '32%',
      cell: ({ name, email }) => (
        <>
          <b>{name}</b>
          <div className="faint">{email}</div>
        </>
      ),
    },
    { key: 'salutation', head: 'Salutation', cell: ({ salutation }) => salutation || none },
    { key: 'district', head: 'District', cell: ({ district }) => district || none },
    ...(some.affiliation ? [{ key: 'party', head: 'Party or group', cell: ({ affiliation }: Recipient) => affiliation || none }] : []),
    ...(some.region ? [{ key: 'region', head: 'Region', cell: regionOf }] : []),
    ...(some.contacted ? [{ key: 'contacted', head: 'Letters', figures: true, cell: ({ contacted }: Recipient) => count(contacted) }] : []),
    { key: 'state', head: 'Written to?', cell: stateOf(today) },
  ];
  const actions: Column<Recipient> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (recipient) => (
      <>
        <Button
          className={classes.flush}
          size="compact-sm"
          variant="subtle"
          color="gray"
          c="var(--ink-2)"
          onClick={() => setChanging(recipient)}
          aria-label={`Change ${recipient.name}`}
        >
          Change
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          c="var(--ink-2)"
          onClick={() => setRemoving(recipient)}
          aria-label={`Remove ${recipient.name}`}
        >
          Remove
        </Button>
      </>
    ),
  };
  return (
    <>
      <DataTable caption="Recipients" columns={mayChange ? [...columns, actions] : columns} rows={recipients} rowKey={({ id }) => id} />
      {changing && (
        <ChangeRecipient
          workspaceId={workspaceId}
          campaignId={campaignId}
          recipient={changing}
          ownFields={ownFields}
          onClose={() => setChanging(undefined)}
        />
      )}
      {removing && (
        <RemoveRecipient workspaceId={workspaceId} campaignId={campaignId} recipient={removing} onClose={() => setRemoving(undefined)} />
      )}
    </>
  );
}
