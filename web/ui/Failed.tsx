import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { EmptyState } from './EmptyState.tsx';
import classes from './Failed.module.css';
import { Problem } from './Problem.tsx';
import { useTitle } from './title.ts';

/** A screen that could not be shown. */
export function Failed({ error, reset }: ErrorComponentProps) {
  useTitle('Not shown');
  return (
    <main className={classes.page}>
      <h1 className="sr">Not shown</h1>
      <Problem error={error} title="This screen could not be shown." onRetry={reset} />
    </main>
  );
}

/** An address that leads nowhere at all. */
export function Nowhere() {
  return (
    <main className={classes.page}>
      <Missing />
    </main>
  );
}

/** Nothing at this address that the reader may see. */
export function Missing() {
  useTitle('Nothing here');
  return (
    <>
      <h1 className="sr">Nothing here</h1>
      <EmptyState title="Nothing is at this address." action={<Link to="/">To the start</Link>}>
        It may have been removed, or it belongs to a workspace you are not a member of.
      </EmptyState>
    </>
  );
}
