import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { Problem } from '../../ui/Problem.tsx';

interface AskNameProps {
  title: string;
  explained: string;
  action: string;
  first?: string;
  doing: { error: unknown; isPending: boolean };
  onName: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name of a campaign that is to begin. */
export function AskName({ title, explained, action, first = '', doing, onName, onClose }: AskNameProps) {
  const [name, setName] = useState(first);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !doing.isPending) onName(name.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit}>
        <p className="hush">{explained}</p>
        <TextInput
          label="Name"
          description="For your team; recipients never see it."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          data-autofocus
        />
        <Problem error={doing.error} title="No campaign was created." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" variant="filled" loading={doing.isPending} disabled={name.trim() === ''}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
