import type { ReactNode } from 'react';
import classes from './State.module.css';

/** The closed set of states that a note can show: shape says it before colour does. */
export type StateKind = keyof typeof words;

const words = {
  // campaigns
  draft: 'Draft',
  published: 'Published',
  paused: 'Paused',
  closed: 'Closed',
  running: 'Running',
  finished: 'Finished',
  // recipients of team campaigns
  waiting: 'Waiting',
  stopped: 'Stopped',
  // deliveries
  planned: 'Planned',
  sending: 'Sending',
  accepted: 'Accepted by the mail service',
  failed: 'Failed',
  skipped: 'Skipped',
  uncertain: 'Uncertain',
  // promises and jobs
  kept: 'Within its limit',
  past: 'Past its limit',
  // whatever else is on or off
  on: 'On',
  off: 'Off',
};

const shapes: Record<StateKind, 'filled' | 'hollow' | 'now' | 'done' | 'dash' | 'lozenge' | 'cross'> = {
  draft: 'hollow',
  published: 'now',
  paused: 'dash',
  closed: 'filled',
  running: 'now',
  finished: 'filled',
  waiting: 'hollow',
  stopped: 'dash',
  planned: 'hollow',
  sending: 'now',
  accepted: 'done',
  failed: 'cross',
  skipped: 'dash',
  uncertain: 'lozenge',
  kept: 'done',
  past: 'cross',
  on: 'done',
  off: 'hollow',
};

interface StateProps {
  of: StateKind;
  /** Other words than the usual ones, for instance with a time. */
  children?: ReactNode;
}

/** A state as a note and a word. */
export function State({ of, children }: StateProps) {
  return (
    <span className={classes.state} data-shape={shapes[of]}>
      <span>{children ?? words[of]}</span>
    </span>
  );
}
