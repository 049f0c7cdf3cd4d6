import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { secretOfLink } from '../../ui/fragment.ts';
import { NewPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { Outside } from './Outside.tsx';
import { Incomplete } from './Reset.tsx';

/** Takes an account back with the link in the notice to its old address. */
export function TakeBack() {
  const [token] = useState(() => secretOfLink('token'));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' } });
  const undo = useMutation(
    orpc.account.undoAddressChange.mutationOptions({
      onSuccess: async () => {
        queryClient.clear();
        tell('The account is yours again. Sign in with your old address and the new password.');
        await navigate({ to: '/sign-in', replace: true });
      },
    }),
  );
  if (!token) return <Incomplete />;
  return (
    <Outside
      title="Take your account back"
      lede="Your old address is put back, and every session, API token and second factor ends. Whoever asked for the change knew your password, so set a new one."
    >
      <form className="stack" onSubmit={form.onSubmit(({ password }) => undo.mutate({ token, password }))}>
        <NewPassword label="New password" data-autofocus key={form.key('password')} {...form.getInputProps('password')} />
        <Problem error={undo.error} />
        <Button type="submit" variant="filled" size="md" loading={undo.isPending}>
          Take it back
        </Button>
      </form>
    </Outside>
  );
}
