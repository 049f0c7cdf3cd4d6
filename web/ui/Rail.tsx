import { Link } from '@tanstack/react-router';
import { useMe, useWorkspaceHere } from '../session.ts';
import { NameMark } from './NameMark.tsx';
import classes from './Rail.module.css';
import { screens } from './screens.ts';
import { Who } from './Who.tsx';

/** The rail: words from 1100 px, icons below, a bar at the bottom of a phone. */
export function Rail() {
  const me = useMe();
  const workspace = useWorkspaceHere();
  const open = workspace && !me.secondFactorMissing ? screens.filter((screen) => workspace.may(screen.permission)) : [];
  return (
    <aside className={classes.rail} aria-label="Antiphon">
      <Link to="/" className={classes.name} title="Antiphon">
        <NameMark />
      </Link>
      <nav aria-label="Main">
        <ul>
          {open.map(({ to, label, icon: Icon, part, thumb }) => (
            <li key={to} data-part={part} data-thumb={thumb}>
              <Link to={to} params={{ slug: workspace?.slug ?? '' }} activeOptions={{ exact: to === '/w/$slug' }} title={label}>
                <Icon size={18} stroke={1.5} aria-hidden />
                <span>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Who />
    </aside>
  );
}
