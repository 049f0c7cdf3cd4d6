import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { CopyHealth } from './Health.tsx';
import classes from './Operator.module.css';

type Setting = CopyHealth['settings'][number];

const columns: Column<Setting>[] = [
  {
    key: 'name',
    head: 'Setting',
    width: '58%',
    cell: (setting) => (
      <>
        <span className={classes.name}>{setting.name}</span>
        <div className="faint">{setting.meaning}</div>
      </>
    ),
  },
  {
    key: 'value',
    head: 'Value',
    cell: (setting) => (setting.value ? <span className={classes.value}>{setting.value}</span> : <span className="faint">not set</span>),
  },
];

/** Every setting with its meaning. Of a secret the server says only whether it is set. */
export function SettingsOfCopy({ settings }: { settings: readonly Setting[] }) {
  return <DataTable caption="Settings" columns={columns} rows={settings} rowKey={(setting) => setting.name} />;
}
