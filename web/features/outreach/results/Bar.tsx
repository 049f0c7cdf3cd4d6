import classes from './Bar.module.css';

interface BarProps {
  whole: number;
  /** Drawn inside the whole. */
  part: number;
  /** What is as long as the column is wide. */
  most: number;
}

/** Two figures as one bar. They stand beside it as numbers, so whoever listens is not told twice. */
export function Bar({ whole, part, most }: BarProps) {
  const share = (value: number) => `${String(Math.min(100, (value / most) * 100))}%`;
  return (
    <span className={classes.track} aria-hidden="true">
      <i className={classes.whole} style={{ width: share(whole) }} />
      <i className={classes.part} style={{ width: share(part) }} />
    </span>
  );
}
