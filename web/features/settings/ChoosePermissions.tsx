import { Checkbox, Radio } from '@mantine/core';
import { allows, tokenPermissions } from '../../../shared/permissions.ts';
import { useMe, useWorkspace } from '../../session.ts';
import styles from './settings.module.css';
import { permissionWords, type TokenPermission } from './token.ts';

interface ChoosePermissionsProps {
  /** What was chosen, or `everything`. */
  value: readonly TokenPermission[] | 'everything';
  onChange: (value: readonly TokenPermission[] | 'everything') => void;
}

/** To begin with a token reads and changes nothing. */
export const readingOnly = tokenPermissions.filter((one) => one.endsWith('.read') && one !== 'audit.read');

/** What an API token may do, of what its user may do themselves. */
export function ChoosePermissions({ value, onChange }: ChoosePermissionsProps) {
  const me = useMe();
  const workspace = useWorkspace();
  const mine = tokenPermissions.filter((one) => (one === 'operator' ? me.operator : allows(workspace.role, one)));
  const chosen = value === 'everything' ? [] : value.filter((one) => mine.includes(one));
  return (
    <>
      <Radio.Group
        label="What it may do"
        value={value === 'everything' ? 'everything' : 'chosen'}
        onChange={(how) => onChange(how === 'everything' ? 'everything' : readingOnly)}
      >
        <div className="stack">
          <Radio value="chosen" label="Only what is ticked" />
          <Radio value="everything" label="Everything that I may do here, now and later" />
        </div>
      </Radio.Group>
      {value !== 'everything' && (
        <Checkbox.Group
          label="It may"
          value={[...chosen]}
          onChange={(ticked) => onChange(mine.filter((one) => ticked.includes(one)))}
          error={chosen.length === 0 && 'Tick at least one.'}
        >
          <div className={styles.permissions}>
            {mine.map((one) => (
              <Checkbox key={one} value={one} label={permissionWords[one]} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
