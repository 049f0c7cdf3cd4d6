import type { ReactNode } from 'react';
import classes from './Filter.module.css';

/** Links that change what is shown on the same screen; the chosen one carries `aria-current`. */
export function Filter({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={classes.filter} aria-label={label}>
      {children}
    </nav>
  );
}
