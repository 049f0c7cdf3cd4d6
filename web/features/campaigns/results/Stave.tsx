import { count } from '../../../ui/numbers.ts';
import { type NoteChart, notesPath } from './notes.ts';
import classes from './results.module.css';

const left = 42;
const perDay = 56;
/** Wider than any screen: the picture ends where its frame does. */
const wide = 60_000;
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', timeZone: 'UTC' });

/** Letters by day, drawn as square notes on a stave. The table beside it holds every figure. */
export function Stave({ chart, today }: { chart: NoteChart; today: string }) {
  const ground = 14 + chart.rows * 11;
  const width = left + chart.days.length * perDay;
  return (
    <svg className={classes.stave} width="100%" height={ground + 26} style={{ minWidth: width }} aria-hidden="true">
      <path
        className={classes.line}
        d={[0, ...chart.lines.map(({ row }) => row)].map((row) => `M34 ${ground - row * 11 + 1.5}H${wide}`).join('')}
      />
      {chart.lines.map(({ row, value }) => (
        <text key={row} className={classes.value} x={26} y={ground - row * 11 + 5.5}>
          {count(value)}
        </text>
      ))}
      {chart.days.map(({ day, notes }, index) => (
        <g key={day}>
          <path className={classes.notes} d={notesPath(notes, left + index * perDay, ground)} />
          <text className={day === today ? classes.now : undefined} x={left + index * perDay + 20.5} y={ground + 20}>
            {dayName.format(new Date(day))}
          </text>
        </g>
      ))}
    </svg>
  );
}
