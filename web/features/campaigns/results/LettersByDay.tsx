import { useEffect, useMemo, useRef } from 'react';
import { count, plural } from '../../../ui/numbers.ts';
import type { DayCounts } from '../shapes.ts';
import { DayTable } from './DayTable.tsx';
import { noteChart } from './notes.ts';
import classes from './results.module.css';
import { SaveTable } from './SaveTable.tsx';
import { Stave } from './Stave.tsx';

interface LettersByDayProps {
  days: readonly DayCounts[];
  live: boolean;
  /** Who accepted the letters, in words. */
  by: string;
}

/** Letters accepted by day as square notes, with the table that holds every figure. */
export function LettersByDay({ days, live, by }: LettersByDayProps) {
  const today = new Date().toISOString().slice(0, 10);
  const chart = useMemo(() => noteChart(days, live ? today : undefined), [days, live, today]);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The newest days stand at the right.
    region.current?.scrollTo({ left: region.current.scrollWidth });
  }, [chart.days.length]);
  return (
    <section className={classes.section} aria-labelledby="by-day">
      <div className={classes.heading}>
        <h2 id="by-day">Letters by day</h2>
        {days.length > 0 && (
          <p>
            <span className={classes.key}>
              accepted by {by}; one note is {plural(chart.perNote, 'letter')}; days in UTC
            </span>
          </p>
        )}
      </div>
      {days.length === 0 ? (
        <p className={classes.none}>No letter yet. From the first one on, each day is drawn here.</p>
      ) : (
        <>
          <div
            ref={region}
            className={classes.scroll}
            tabIndex={0}
            role="region"
            aria-label={`Chart of letters by day, highest ${count(chart.highest)}. The table below holds every figure.`}
          >
            <Stave chart={chart} today={today} />
          </div>
          <details className={classes.details}>
            <summary>Table of letters by day</summary>
            <DayTable days={days} />
            <SaveTable what="days" />
          </details>
        </>
      )}
    </section>
  );
}
