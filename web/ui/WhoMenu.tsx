import { IconBuilding, IconLogout } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMe, useWorkspaceHere } from '../session.ts';
import { useSignOut } from './going.ts';
import { SchemeChoice } from './SchemeChoice.tsx';
import { ownScreens, screens } from './screens.ts';
import classes from './Who.module.css';

const drawn = { size: 18, stroke: 1.5, 'aria-hidden': true } as const;

/** One's account, other workspaces, light and dark, and signing out. */
export function WhoMenu({ onChosen }: { onChosen: () => void }) {
  const me = useMe();
  const workspace = useWorkspaceHere();
  const signOut = useSignOut();
  const open = !me.secondFactorMissing;
  const more = workspace && open ? screens.filter((screen) => !screen.thumb && workspace.may(screen.permission)) : [];
  const others = open ? me.workspaces.filter((one) => one.id !== workspace?.id) : [];
  return (
    <>
      <ul>
        {more.map(({ to, label, icon: Icon }) => (
          <li key={to} className={classes.phone}>
            <Link to={to} params={{ slug: workspace?.slug ?? '' }} onClick={onChosen}>
              <Icon {...drawn} />
              {label}
            </Link>
          </li>
        ))}
        {ownScreens
          .filter((screen) => !screen.operator || (me.operator && open))
          .map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} onClick={onChosen}>
                <Icon {...drawn} />
                {label}
              </Link>
            </li>
          ))}
      </ul>
      {others.length > 0 && (
        <>
          <h2>Other workspaces</h2>
          <ul>
            {others.map((one) => (
              <li key={one.id}>
                <Link to="/w/$slug" params={{ slug: one.slug }} onClick={onChosen}>
                  <IconBuilding {...drawn} />
                  {one.name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <SchemeChoice />
      <ul className={classes.last}>
        <li>
          <button type="button" onClick={() => void signOut()}>
            <IconLogout {...drawn} />
            Sign out
          </button>
        </li>
      </ul>
    </>
  );
}
