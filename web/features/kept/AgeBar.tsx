import classes from './Kept.module.css';

interface AgeBarProps {
  /** Age of the oldest row as a part of the limit; null when there is no fixed limit. */
  share: number | null;
  past: boolean;
}

/** Where the limit's stroke stands, in percent of the bar: what is past it still has room. */
const limitAt = 89.3;

/** The age of the oldest row as a note on a line, with the limit as an upright stroke. The words beside it say the same. */
export function AgeBar({ share, past }: AgeBarProps) {
  if (share === null) {
    return (
      <span className={classes.bar} data-open aria-hidden="true">
        <i className={classes.oldest} style={{ left: '98%' }} />
      </span>
    );
  }
  const place = `${Math.min(98, Math.max(0, share) * limitAt)}%`;
  return (
    <span className={classes.bar} data-past={past || undefined} aria-hidden="true">
      <b className={classes.length} style={{ width: place }} />
      <i className={classes.oldest} style={{ left: place }} />
    </span>
  );
}
