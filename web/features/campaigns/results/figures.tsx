import type { Column } from '../../../ui/DataTable.tsx';
import { count } from '../../../ui/numbers.ts';
import type { Counts } from '../shapes.ts';

const heads: Record<keyof Counts, string> = {
  participations: 'Supporters',
  accepted: 'Accepted',
  skipped: 'Skipped',
  failed: 'Failed',
  uncertain: 'Uncertain',
  opened: 'Opened elsewhere',
};

/** Figures that are seldom anything but nothing; then a phone leaves them out. */
const seldom: readonly (keyof Counts)[] = ['skipped', 'failed', 'uncertain', 'opened'];

/** A figure; nothing is said quietly. */
export const figure = (value: number, isSeldom = false) =>
  value === 0 ? (
    <span className="faint" data-nil={isSeldom || undefined}>
      0
    </span>
  ) : (
    count(value)
  );

/** Columns of counts, in the order in which they are asked for. */
export function countColumns<Row extends Partial<Counts>>(keys: readonly (keyof Counts)[]): Column<Row>[] {
  return keys.map((key) => ({ key, head: heads[key], figures: true, cell: (row) => figure(row[key] ?? 0, seldom.includes(key)) }));
}
