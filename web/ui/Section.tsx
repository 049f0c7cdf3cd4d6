import type { ReactNode } from 'react';
import classes from './Section.module.css';

interface SectionProps {
  title: string;
  /** What this part is for. */
  lede?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A part of a screen: its title and meaning on the left, what can be done on the right, a rule above. */
export function Section({ title, lede, id, children }: SectionProps) {
  return (
    <section className={classes.section} id={id}>
      <div className={classes.words}>
        <h2>{title}</h2>
        {lede && <p>{lede}</p>}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
