import { Anchor, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { CurrentPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';

interface CredentialsProps {
  onSignedIn: () => void;
  onSecondFactor: () => void;
  onForgotten: () => void;
}

/** The first step of signing in. */
export function Credentials({ onSignedIn, onSecondFactor, onForgotten }: CredentialsProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } });
  const signIn = useMutation(
    orpc.account.signIn.mutationOptions({ onSuccess: ({ next }) => (next === 'second_factor' ? onSecondFactor() : onSignedIn()) }),
  );
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <TextInput
        label="E-mail address"
        type="email"
        required
        autoComplete="username"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <CurrentPassword key={form.key('password')} {...form.getInputProps('password')} />
      <Problem error={signIn.error} />
      <Button type="submit" variant="filled" size="md" loading={signIn.isPending}>
        Sign in
      </Button>
      <Anchor component="button" type="button" onClick={onForgotten} size="sm">
        I do not know my password
      </Anchor>
    </form>
  );
}
