import { Anchor, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';

interface SecondFactorProps {
  onSignedIn: () => void;
  onBack: () => void;
}

/** The second step of signing in: a code from the authenticator, or one of the backup codes. */
export function SecondFactor({ onSignedIn, onBack }: SecondFactorProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' } });
  const pass = useMutation(orpc.account.passSecondFactor.mutationOptions({ onSuccess: onSignedIn }));
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => pass.mutate(values))}>
      <TextInput
        label="Code"
        description="Six digits from your authenticator, or a backup code. Each works once."
        required
        minLength={6}
        maxLength={40}
        autoComplete="one-time-code"
        spellCheck={false}
        data-autofocus
        key={form.key('code')}
        {...form.getInputProps('code')}
      />
      <Problem error={pass.error} />
      <Button type="submit" variant="filled" size="md" loading={pass.isPending}>
        Go on
      </Button>
      <Anchor component="button" type="button" onClick={onBack} size="sm">
        Sign in as someone else
      </Anchor>
    </form>
  );
}
