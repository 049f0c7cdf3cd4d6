import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { countColumns } from './figures.tsx';
import { Part } from './Part.tsx';
import classes from './parts.module.css';
import type { WayCounts } from './shapes.ts';
import { type NamedWay, sortWays } from './ways.ts';

const way: Column<NamedWay> = { key: 'way', head: 'Way', width: '34%', cell: ({ name }) => <b>{name}</b> };
const accepting = [way, ...countColumns<NamedWay>(['participations', 'accepted', 'skipped', 'failed', 'uncertain'])];
const opening: Column<NamedWay>[] = [{ ...way, width: '60%' }, ...countColumns<NamedWay>(['opened'])];

/** Letters by the way they took. What a mailbox accepted and what was only opened elsewhere stand apart and are never added up. */
export function Ways({ ways }: { ways: readonly WayCounts[] }) {
  const sorted = sortWays(ways);
  if (sorted.accepting.length === 0 && sorted.opening.length === 0) return null;
  return (
    <Part
      title="By way"
      says="Sent from here through a supporter’s own mailbox, or opened in a program of their own. The two are never added up."
    >
      {sorted.accepting.length > 0 && (
        <div className={classes.block}>
          <h3>Sent through a mailbox</h3>
          <p className={classes.meaning}>Accepted means that the mailbox took the letter to send it. Whether it arrived is not known.</p>
          <DataTable
            caption="Letters sent through a mailbox"
            columns={accepting}
            rows={sorted.accepting}
            rowKey={({ channel }) => channel}
          />
        </div>
      )}
      {sorted.opening.length > 0 && (
        <div className={`${classes.block} ${classes.narrow}`}>
          <h3>Opened in an own program</h3>
          <p className={classes.meaning}>
            A supporter pressed the button that opens, copies or downloads the letter. Whether they sent it is not known, so these are
            neither accepted letters nor supporters counted.
          </p>
          <DataTable caption="Letters opened in an own program" columns={opening} rows={sorted.opening} rowKey={({ channel }) => channel} />
        </div>
      )}
    </Part>
  );
}
