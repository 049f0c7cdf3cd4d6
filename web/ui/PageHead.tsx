import type { ReactNode } from 'react';
import classes from './PageHead.module.css';
import { useTitle } from './title.ts';

interface PageHeadProps {
  title: string;
  /** One or two sentences under the title: what this screen is, with its numbers. */
  lede?: ReactNode;
  /** Where this screen lies, above the title. */
  crumb?: ReactNode;
  /** A state beside the title. */
  state?: ReactNode;
  actions?: ReactNode;
}

/** The head of a screen. Also names the document. */
export function PageHead({ title, lede, crumb, state, actions }: PageHeadProps) {
  useTitle(title);
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        {crumb && <div className={classes.crumb}>{crumb}</div>}
        <div className={classes.title}>
          <h1>{title}</h1>
          {state}
        </div>
        {lede && <p className={classes.lede}>{lede}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
