import { useMantineColorScheme } from '@mantine/core';
import classes from './Who.module.css';

const schemes = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['auto', 'As the device'],
] as const;

/** Paper or ink: kept in this browser. */
export function SchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <fieldset className={classes.schemes}>
      <legend>Paper and ink</legend>
      <div>
        {schemes.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="scheme" value={value} checked={colorScheme === value} onChange={() => setColorScheme(value)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
