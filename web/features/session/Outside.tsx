import type { ReactNode } from 'react';
import { NameMark } from '../../ui/NameMark.tsx';
import { SandboxBanner } from '../../ui/SandboxBanner.tsx';
import { Told } from '../../ui/Told.tsx';
import { useTitle } from '../../ui/title.ts';
import classes from './Outside.module.css';

interface OutsideProps {
  title: string;
  lede?: ReactNode;
  children: ReactNode;
}

/** The frame of screens for who is not signed in: one column, one thing to do. */
export function Outside({ title, lede, children }: OutsideProps) {
  useTitle(title);
  return (
    <div className={classes.outside}>
      <SandboxBanner />
      <main className={classes.column}>
        <NameMark />
        <div className={classes.words}>
          <h1>{title}</h1>
          {lede && <p>{lede}</p>}
        </div>
        {children}
      </main>
      <footer className={classes.foot}>
        <a href="/kept">What we keep, and for how long</a>
      </footer>
      <Told />
    </div>
  );
}
