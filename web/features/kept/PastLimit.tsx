import { IconAlertTriangle } from '@tabler/icons-react';
import { plural } from '../../ui/numbers.ts';
import classes from './Kept.module.css';
import type { KeptPromise } from './PromiseTable.tsx';

/** Says that something is past its limit, and why if the last run said so. */
export function PastLimit({ promise }: { promise: KeptPromise }) {
  return (
    <section className={classes.past} role="alert">
      <h2>
        <IconAlertTriangle size={18} stroke={1.5} aria-hidden />
        {promise.title}: past the limit of {promise.limit}
      </h2>
      <p>
        {promise.pastBy && `By ${promise.pastBy}. `}
        {plural(promise.held, 'row')} held, the oldest for {promise.oldest ?? 'an unknown time'}.{' '}
        {promise.lastRunProblem ? `The last run stopped: ${promise.lastRunProblem}` : 'The next run clears what is past.'}
      </p>
    </section>
  );
}
