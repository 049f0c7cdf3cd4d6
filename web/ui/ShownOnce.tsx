import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface ShownOnceProps {
  label: string;
  /** Why it cannot be shown again. */
  description: string;
  value: string;
  /** What to do with it. */
  children?: ReactNode;
  onClose: () => void;
}

/** Something that was just made and is shown this once, to be copied. */
export function ShownOnce({ label, description, value, children, onClose }: ShownOnceProps) {
  const [said, setSaid] = useState('');
  // Where a browser has no clipboard, or refuses it, the field is there to be copied by hand.
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser does not allow copying. Select the field and copy it by hand.'),
    );
  const copyIfPossible = () => ('clipboard' in navigator ? void copy() : setSaid('Select the field and copy it by hand.'));
  return (
    <div className="stack">
      <TextInput
        label={label}
        description={description}
        value={value}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
      />
      {children}
      <Group justify="flex-end" gap="xs">
        <p role="status" className="small hush">
          {said}
        </p>
        <Button onClick={copyIfPossible}>Copy</Button>
        <Button variant="filled" onClick={onClose}>
          I have kept it
        </Button>
      </Group>
    </div>
  );
}
