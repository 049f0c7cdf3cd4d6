import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { api, orpc } from '../../api.ts';
import { CurrentPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** The operator's word that this is the one copy that sends, after saying what that means and giving their password. */
export function LiftQuarantine({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const queryClient = useQueryClient();
  const lift = useMutation({
    mutationFn: async () => {
      await api.account.confirm({ password });
      await api.operator.liftQuarantine();
    },
    onSuccess: async () => {
      tell('Letters and mail leave again.');
      await queryClient.invalidateQueries({ queryKey: orpc.operator.key() });
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    lift.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Let this copy send again?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="hush">
          Make sure first that the copy it came from is off, or it goes on sending beside this one. What was under way there is not sent by
          this one: it counts as uncertain. Mail that was asked for meanwhile is not sent later.
        </p>
        <CurrentPassword
          label="Your password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
        />
        <Problem error={lift.error} title="The copy still sends nothing." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Keep it shut</Button>
          <Button type="submit" variant="filled" loading={lift.isPending}>
            Let it send
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
