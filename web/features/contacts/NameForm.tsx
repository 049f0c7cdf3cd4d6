import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { Problem } from '../../ui/Problem.tsx';

interface NameFormProps {
  title: string;
  /** What it is called now. */
  name: string;
  label?: string;
  most: number;
  doing: { error: unknown; isPending: boolean };
  onSave: (name: string) => void;
  onClose: () => void;
  /** Other fields, below the name. */
  children?: ReactNode;
}

/** Asks what something is to be called. */
export function NameForm({ title, name, label = 'Name', most, doing, onSave, onClose, children }: NameFormProps) {
  const [typed, setTyped] = useState(name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() !== '' && !doing.isPending) onSave(typed);
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit} noValidate>
        <TextInput
          label={label}
          maxLength={most}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
          autoComplete="off"
        />
        {children}
        <Problem error={doing.error} title="It was not saved." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={doing.isPending} disabled={typed.trim() === ''}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
