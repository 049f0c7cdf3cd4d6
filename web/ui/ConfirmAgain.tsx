import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type SubmitEvent, useState } from 'react';
import { orpc } from '../api.ts';
import { CurrentPassword } from './passwords.tsx';
import { Problem } from './Problem.tsx';

// It may stand above another dialog, which must not take the key for itself.
const ownEscape = { 'data-mantine-stop-propagation': 'true' };

/** Asks for the password again before something that cannot be taken back; what was asked for goes on by itself. */
export function ConfirmAgain({ onAnswer }: { onAnswer: (given: boolean) => void }) {
  const [password, setPassword] = useState('');
  const confirm = useMutation(orpc.account.confirm.mutationOptions({ onSuccess: () => onAnswer(true), gcTime: 0 }));
  const leave = () => onAnswer(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    confirm.mutate({ password });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave();
  };
  return (
    <Modal
      opened
      onClose={leave}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={300}
      title="Is it still you?"
      closeButtonProps={{ 'aria-label': 'Close', ...ownEscape }}
      onKeyDown={onKeyDown}
    >
      <form className="stack" onSubmit={submit}>
        <p className="hush">What comes next cannot be taken back, and you gave your password more than ten minutes ago.</p>
        <CurrentPassword
          label="Your password, to go on"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
          {...ownEscape}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0, ...ownEscape }}
        />
        <Problem error={confirm.error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={leave} {...ownEscape}>
            Not now
          </Button>
          <Button type="submit" variant="filled" loading={confirm.isPending} {...ownEscape}>
            Go on
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
