import { count } from '../../../ui/numbers.ts';
import classes from './results.module.css';

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

interface GoalProps {
  goal: number;
  /** Whether the public page shows a higher goal once this one is nearly reached. */
  grows: boolean;
  reached: number;
}

/** How far the campaign is on the way to the supporters hoped for. */
export function Goal({ goal, grows, reached }: GoalProps) {
  const share = Math.min(reached / goal, 1);
  const width = `${share * 100}%`;
  return (
    <section className={classes.goal} aria-label="Goal">
      <p>
        <b>{count(reached)}</b> of <b>{count(goal)}</b> supporters hoped for
        {reached >= goal ? (
          <span>. The goal is reached.</span>
        ) : (
          <span>
            , {percent.format(share)} of the way; {count(goal - reached)} to go.
          </span>
        )}
      </p>
      {grows && (
        <p className={classes.grows}>
          {reached >= goal * 0.9
            ? 'The goal grows: the public page shows a higher one by now.'
            : 'The goal grows: once nine tenths are reached, the public page shows a higher one.'}
        </p>
      )}
      <div className={classes.track} aria-hidden="true">
        <span className={classes.reach} style={{ width }} />
        <span className={classes.head} data-reached={reached >= goal ? '' : undefined} style={{ left: `max(9px, ${width})` }} />
      </div>
    </section>
  );
}
