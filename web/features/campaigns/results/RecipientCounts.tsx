import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { orpc } from '../../../api.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { count } from '../../../ui/numbers.ts';
import { When } from '../../../ui/When.tsx';
import { cameBackWords, type RecipientOrder, sortRecipients } from './came-back.ts';
import { countColumns } from './figures.tsx';
import { useOfResults } from './of-results.ts';
import parts from './parts.module.css';
import classes from './results.module.css';
import type { RecipientCount } from './shapes.ts';

const atOnce = 50;
const orders: { value: RecipientOrder; label: string }[] = [
  { value: 'accepted', label: 'Most accepted first' },
  { value: 'failed', label: 'Most failed first' },
  { value: 'uncertain', label: 'Most uncertain first' },
  { value: 'opened', label: 'Most opened elsewhere first' },
  { value: 'back', label: 'Most came back first' },
  { value: 'name', label: 'By name' },
];

const columns: Column<RecipientCount>[] = [
  {
    key: 'name',
    head: 'Recipient',
    width: '28%',
    cell: ({ name, district }) => (
      <>
        <b>{name}</b>
        {district && <div className="faint">{district}</div>}
      </>
    ),
  },
  ...countColumns<RecipientCount>(['accepted', 'failed', 'uncertain', 'skipped', 'opened']),
  {
    key: 'back',
    head: 'Came back, say supporters',
    width: '24%',
    cell: (row) => cameBackWords(row) || <span className="faint">nothing</span>,
  },
];

/** The recipients as rows in the order that is chosen. It stands still until it is read again. */
export function RecipientCounts() {
  const { workspace, campaign } = useOfResults();
  const [order, setOrder] = useState<RecipientOrder>('accepted');
  const [most, setMost] = useState(atOnce);
  const input = { workspaceId: workspace.id, campaignId: campaign.id };
  const query = useQuery(orpc.campaigns.recipientCounts.queryOptions({ input, staleTime: Infinity, refetchOnWindowFocus: false }));
  const sorted = useMemo(() => sortRecipients(query.data?.recipients ?? [], order), [query.data, order]);
  return (
    <Loaded query={query} title="The recipients could not be loaded.">
      {({ recipients }) =>
        recipients.length === 0 ? (
          <p className={classes.none}>This campaign has no recipients.</p>
        ) : (
          <>
            <div className={parts.tools}>
              <NativeSelect
                label="Order"
                value={order}
                onChange={(event) => setOrder(event.currentTarget.value as RecipientOrder)}
                data={orders}
              />
              <p>
                As of <When at={new Date(query.dataUpdatedAt).toISOString()} as="clock" />
                <Button size="compact-sm" loading={query.isFetching} onClick={() => void query.refetch()}>
                  Read again
                </Button>
              </p>
            </div>
            <DataTable
              caption="Letters by recipient"
              columns={columns}
              rows={sorted.slice(0, most)}
              rowKey={({ recipientId }) => recipientId}
            />
            {sorted.length > most && (
              <Button mt="md" onClick={() => setMost(most + 4 * atOnce)}>
                Show more; {count(sorted.length - most)} are left
              </Button>
            )}
          </>
        )
      }
    </Loaded>
  );
}
