import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  title: string;
  /** What belongs here. */
  children?: ReactNode;
  /** The one button. */
  action?: ReactNode;
}

/** An empty page says what belongs there and offers the one thing to do. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <section className={classes.empty}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div>{action}</div>}
    </section>
  );
}
