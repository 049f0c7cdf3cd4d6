import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import type { DayCounts } from '../shapes.ts';
import { countColumns } from './figures.tsx';
import classes from './results.module.css';

const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const columns: Column<DayCounts>[] = [
  { key: 'day', head: 'Day (UTC)', cell: (row) => <time dateTime={row.day}>{day.format(new Date(row.day))}</time> },
  ...countColumns<DayCounts>(['participations', 'accepted', 'skipped', 'failed', 'uncertain', 'opened']),
];

/** Every figure of the chart, newest day first. */
export function DayTable({ days }: { days: readonly DayCounts[] }) {
  return (
    <div className={classes.table}>
      <DataTable caption="Letters by day" columns={columns} rows={days.toReversed()} rowKey={(row) => row.day} />
    </div>
  );
}
