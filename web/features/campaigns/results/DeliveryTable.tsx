import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { State } from '../../../ui/State.tsx';
import { When } from '../../../ui/When.tsx';
import type { Delivery } from '../shapes.ts';
import { reasonOf } from './reasons.ts';

type Row = Delivery & { place: number };

const columns: Column<Row>[] = [
  {
    key: 'recipient',
    head: 'Recipient',
    width: '26%',
    cell: ({ recipientAddress }) => recipientAddress ?? <span className="faint">address cleared</span>,
  },
  { key: 'state', head: 'State', width: '8rem', cell: ({ state }) => <State of={state} /> },
  { key: 'reason', head: 'What happened', cell: reasonOf },
  { key: 'when', head: 'When', figures: true, width: '11rem', cell: ({ plannedAt }) => <When at={plannedAt} /> },
];

/** Deliveries as rows: to whom, what state, why. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  const rows = deliveries.map((delivery, place) => ({ ...delivery, place }));
  return <DataTable caption="Deliveries" columns={columns} rows={rows} rowKey={({ place }) => place} />;
}
