import { type ReactNode, useId } from 'react';
import { SaveTable } from './SaveTable.tsx';
import parts from './parts.module.css';
import classes from './results.module.css';
import type { ExportedTable } from './shapes.ts';

interface PartProps {
  title: string;
  /** What the figures mean and what is not known. */
  says: ReactNode;
  /** The table as a file, where there is one. */
  saves?: ExportedTable | undefined;
  children: ReactNode;
}

/** A part of the results: its title, what its figures mean, its file, its table. */
export function Part({ title, says, saves, children }: PartProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={parts.top}>
        <div>
          <h2 id={id}>{title}</h2>
          <p>{says}</p>
        </div>
        {saves && <SaveTable what={saves} />}
      </div>
      {children}
    </section>
  );
}
