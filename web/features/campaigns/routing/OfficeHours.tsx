import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { count, plural } from '../../../ui/numbers.ts';
import { type CurveHour, officeCurve } from './office-curve.ts';
import classes from './routing.module.css';

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

const columns: Column<CurveHour>[] = [
  { key: 'hour', head: 'From', cell: ({ hour }) => clock(hour) },
  { key: 'weekday', head: 'Monday to Friday', figures: true, cell: ({ weekday }) => count(weekday) },
  { key: 'weekend', head: 'Saturday and Sunday', figures: true, cell: ({ weekend }) => count(weekend) },
];

/** The letters of each hour of a working day as a small picture, with the table behind it. */
export function OfficeHours({ hourly, timeZone }: { hourly: number; timeZone: string }) {
  const curve = officeCurve(hourly);
  if (!curve) return null;
  return (
    <figure className={classes.curve}>
      <svg viewBox="0 0 239 64" role="img" aria-label={`Letters an hour on a working day: ${plural(hourly, 'letter')} at most.`}>
        {curve.map(({ hour, weekday }) => {
          const height = Math.max(2, (weekday / hourly) * 48);
          return <rect key={hour} x={hour * 10} y={50 - height} width={9} height={height} />;
        })}
        {[0, 6, 12, 18].map((hour) => (
          <text key={hour} x={hour * 10} y={62}>
            {clock(hour)}
          </text>
        ))}
      </svg>
      <figcaption className="tiny faint">Letters an hour to one recipient, Monday to Friday, by the clock of {timeZone}.</figcaption>
      <details>
        <summary>Table of hours</summary>
        <DataTable caption="Letters an hour" columns={columns} rows={curve} rowKey={({ hour }) => hour} />
      </details>
    </figure>
  );
}
