import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { secretOfLink } from '../../ui/fragment.ts';
import { NewPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { Outside } from './Outside.tsx';

/** Sets a new password with the token of the link that was mailed. */
export function Reset() {
  const [token] = useState(() => secretOfLink('token'));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' } });
  const reset = useMutation(
    orpc.account.resetPassword.mutationOptions({
      onSuccess: async () => {
        queryClient.clear();
        tell('The new password is set. All sessions have ended; sign in with it.');
        await navigate({ to: '/sign-in', replace: true });
      },
    }),
  );
  if (!token) return <Incomplete />;
  return (
    <Outside title="A new password" lede="When it is set, every session of yours ends, on all devices.">
      <form className="stack" onSubmit={form.onSubmit(({ password }) => reset.mutate({ token, password }))}>
        <NewPassword label="New password" data-autofocus key={form.key('password')} {...form.getInputProps('password')} />
        <Problem error={reset.error} />
        <Button type="submit" variant="filled" size="md" loading={reset.isPending}>
          Set the password
        </Button>
      </form>
    </Outside>
  );
}

/** A link that lost its end on the way. */
export function Incomplete() {
  return (
    <Outside title="This link is not whole" lede="Its last part is missing. Open it again from the message, or copy all of it.">
      <p>
        <Link to="/sign-in">Sign in</Link>
      </p>
    </Outside>
  );
}
