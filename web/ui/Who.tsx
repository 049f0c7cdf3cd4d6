import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconBuilding, IconDeviceDesktop, IconLogout, IconMenu2, IconMoon, IconSun } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMe, useWorkspaceHere } from '../session.ts';
import { useSignOut } from './going.ts';
import { ownScreens, screens } from './screens.ts';
import classes from './Who.module.css';

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the device', icon: IconDeviceDesktop },
] as const;
const drawn = { size: 18, stroke: 1.5 } as const;

/** Who is signed in and where; behind it the account, other workspaces, light and dark, and signing out. On a phone also the screens without a place in the bar. */
export function Who() {
  const me = useMe();
  const workspace = useWorkspaceHere();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const others = me.workspaces.filter((one) => one.id !== workspace?.id);
  const more = workspace && !me.secondFactorMissing ? screens.filter((screen) => !screen.thumb && workspace.may(screen.permission)) : [];
  const initials = me.name.split(/\s+/).map((part) => part[0] ?? '').slice(0, 2).join('').toUpperCase();
  return (
    <div className={classes.who}>
      <Menu position="top-start" width={232} withinPortal={false}>
        <Menu.Target>
          <UnstyledButton className={classes.button}>
            <span className={classes.initials} aria-hidden="true">
              {initials}
            </span>
            <span className={classes.words}>
              <b>{me.name}</b>
              <span>{workspace ? `${workspace.name}, ${workspace.role}` : me.email}</span>
            </span>
            <span className={classes.more}>
              <IconMenu2 {...drawn} aria-hidden />
              More
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map(({ to, label, icon: Icon }) => (
            <Menu.Item key={to} className={classes.phone} leftSection={<Icon {...drawn} />} onClick={() => void navigate({ to, params: { slug: workspace?.slug ?? '' } })}>
              {label}
            </Menu.Item>
          ))}
          {ownScreens
            .filter((screen) => !screen.operator || (me.operator && !me.secondFactorMissing))
            .map(({ to, label, icon: Icon }) => (
              <Menu.Item key={to} leftSection={<Icon {...drawn} />} onClick={() => void navigate({ to })}>
                {label}
              </Menu.Item>
            ))}
          {others.length > 0 && <Menu.Label>Other workspaces</Menu.Label>}
          {others.map((one) => (
            <Menu.Item key={one.id} leftSection={<IconBuilding {...drawn} />} onClick={() => void navigate({ to: '/w/$slug', params: { slug: one.slug } })}>
              {one.name}
            </Menu.Item>
          ))}
          <Menu.Label>Paper and ink</Menu.Label>
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.Item
              key={value}
              leftSection={<Icon {...drawn} />}
              rightSection={colorScheme === value ? <span className={classes.note} /> : undefined}
              role="menuitemradio"
              aria-checked={colorScheme === value}
              onClick={() => setColorScheme(value)}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout {...drawn} />} onClick={() => void signOut()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
