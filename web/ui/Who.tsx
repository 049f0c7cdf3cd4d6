import { useRef } from 'react';
import { useMe, useWorkspaceHere } from '../session.ts';
import classes from './Who.module.css';
import { WhoMenu } from './WhoMenu.tsx';

/** Who is signed in and where. Behind it stands what belongs to no single screen; on a phone also the screens without a place in the bar. */
export function Who() {
  const me = useMe();
  const workspace = useWorkspaceHere();
  const sheet = useRef<HTMLDivElement>(null);
  const initials = [...me.name.matchAll(/(?:^|\s)(\S)/g)].slice(0, 2).map(([, letter]) => letter?.toUpperCase());
  return (
    <div className={classes.who}>
      <button type="button" className={classes.button} popoverTarget="who">
        <span className={classes.initials} aria-hidden="true">
          {initials}
        </span>
        <span className={classes.words}>
          <b>{me.name}</b>
          <span>{workspace ? `${workspace.name}, ${workspace.role}` : me.email}</span>
        </span>
        <span className={classes.more} aria-hidden="true">
          <svg viewBox="0 0 18 18" width="18" height="18">
            <path d="M3 4.5h12M3 9h12M3 13.5h12" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
          </svg>
          More
        </span>
      </button>
      <div id="who" popover="auto" ref={sheet} className={classes.sheet}>
        <WhoMenu onChosen={() => sheet.current?.hidePopover()} />
      </div>
    </div>
  );
}
