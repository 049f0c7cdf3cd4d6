import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ChangesBanner } from './ChangesBanner.tsx';
import { Commands } from './Commands.tsx';
import { Confirming } from './Confirming.tsx';
import { EndBanner } from './EndBanner.tsx';
import { Rail } from './Rail.tsx';
import { SandboxBanner } from './SandboxBanner.tsx';
import { useGoing } from './going.ts';
import classes from './Shell.module.css';
import { Told } from './Told.tsx';

/** A member's frame: the rail on the left, a bar at the bottom of a phone, and the screen. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const shown = useRef(path);
  useGoing();
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    // Who hears the page is told that another screen stands here; who sees it keeps the scroll position that the router chose.
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <div className={classes.app}>
      <a className={classes.skip} href="#main">
        To the content
      </a>
      <Rail />
      <div className={classes.screen}>
        <SandboxBanner />
        <EndBanner />
        <ChangesBanner />
        <main id="main" ref={main} tabIndex={-1} className={classes.page}>
          <Outlet />
        </main>
      </div>
      <Commands />
      <Confirming />
      <Told />
    </div>
  );
}
