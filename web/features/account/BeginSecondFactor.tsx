import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { CurrentPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import type { Secret } from './ConfirmSecondFactor.tsx';

interface BeginSecondFactorProps {
  onBegun: (secret: Secret) => void;
  onCancel: () => void;
}

/** First step: the password, so that a screen left open is not enough. */
export function BeginSecondFactor({ onBegun, onCancel }: BeginSecondFactorProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' } });
  const begin = useMutation(orpc.account.beginSecondFactor.mutationOptions({ onSuccess: onBegun }));
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => begin.mutate(values))}>
      <p className="hush">First your password; then you take up a secret in your authenticator.</p>
      <CurrentPassword autoFocus key={form.key('password')} {...form.getInputProps('password')} />
      <Problem error={begin.error} />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={begin.isPending}>
          Go on
        </Button>
        <Button onClick={onCancel}>Not now</Button>
      </Group>
    </form>
  );
}
