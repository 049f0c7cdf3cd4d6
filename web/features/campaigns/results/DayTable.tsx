import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { count } from '../../../ui/numbers.ts';
import type { Counts, DayCounts } from '../shapes.ts';
import classes from './results.module.css';

const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const figures: { key: keyof Counts; head: string }[] = [
  { key: 'participations', head: 'Supporters' },
  { key: 'accepted', head: 'Accepted' },
  { key: 'skipped', head: 'Skipped' },
  { key: 'failed', head: 'Failed' },
  { key: 'uncertain', head: 'Uncertain' },
];
const columns: Column<DayCounts>[] = [
  { key: 'day', head: 'Day (UTC)', cell: (row) => <time dateTime={row.day}>{day.format(new Date(row.day))}</time> },
  ...figures.map(({ key, head }) => ({
    key,
    head,
    figures: true,
    cell: (row: DayCounts) => (row[key] === 0 ? <span className="faint">0</span> : count(row[key])),
  })),
];

/** Every figure of the chart, newest day first. */
export function DayTable({ days }: { days: readonly DayCounts[] }) {
  return (
    <div className={classes.table}>
      <DataTable caption="Letters by day" columns={columns} rows={days.toReversed()} rowKey={(row) => row.day} />
    </div>
  );
}
