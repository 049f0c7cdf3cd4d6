import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { CurrentPassword, NewPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';

interface AcceptInvitationProps {
  token: string;
  email: string;
  /** The address has an account here already: its password is asked for, not a new one. */
  accountExists: boolean;
}

/** Accepts an invitation, with a new account or the one that the address has. */
export function AcceptInvitation({ token, email, accountExists }: AcceptInvitationProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', password: '' } });
  const accept = useMutation(
    orpc.account.acceptInvitation.mutationOptions({
      onSuccess: async ({ next }) => {
        queryClient.clear();
        await navigate(next === 'signed_in' ? { to: '/', replace: true } : { to: '/sign-in', search: { step: next }, replace: true });
      },
    }),
  );
  const Password = accountExists ? CurrentPassword : NewPassword;
  return (
    <form
      className="stack"
      onSubmit={form.onSubmit(({ name, password }) => accept.mutate(accountExists ? { token, password } : { token, name, password }))}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {!accountExists && (
        <TextInput label="Your name" required maxLength={120} autoComplete="name" key={form.key('name')} {...form.getInputProps('name')} />
      )}
      <Password
        {...(accountExists ? { description: 'Of the account that this address has here.' } : {})}
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <Problem error={accept.error} />
      <Button type="submit" variant="filled" size="md" loading={accept.isPending}>
        Join
      </Button>
    </form>
  );
}
