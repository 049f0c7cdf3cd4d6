import { Switch } from '@mantine/core';
import { useState } from 'react';
import { setSingleKeys, singleKeysOn } from '../../ui/keys.ts';

/** Whether single keys act, in this browser. */
export function SingleKeys() {
  const [on, setOn] = useState(singleKeysOn);
  return (
    <Switch
      label="Single keys, such as ? and g then c"
      description="Kept in this browser alone."
      checked={on}
      onChange={(event) => {
        setSingleKeys(event.currentTarget.checked);
        setOn(event.currentTarget.checked);
      }}
    />
  );
}
