import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { Problem } from './Problem.tsx';

interface ConfirmByNameProps {
  /** The question, as the title of the dialog. */
  title: string;
  /** What must be typed. */
  name: string;
  /** What goes, what stays, and for how long. */
  children: ReactNode;
  /** What the button says. */
  action: string;
  /** The removal itself, as the mutation that does it. */
  doing: { error: unknown; isPending: boolean };
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is destroyed: the name must be typed. */
export function ConfirmByName({ title, name, children, action, doing, onConfirm, onClose }: ConfirmByNameProps) {
  const [typed, setTyped] = useState('');
  const same = typed.trim() === name.trim();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (same) onConfirm();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className="stack">
        <div className="hush">{children}</div>
        <TextInput
          label={`Type “${name}” to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
        />
        <Problem error={doing.error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" variant="filled" color="rubric" disabled={!same} loading={doing.isPending}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
