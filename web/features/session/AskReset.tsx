import { Anchor, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';

/** Asks for a link to set a new password; the answer does not say whether the address is known. */
export function AskReset({ onBack }: { onBack: () => void }) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' } });
  const ask = useMutation(orpc.account.askPasswordReset.mutationOptions());
  const back = (
    <Anchor component="button" type="button" onClick={onBack} size="sm">
      Back to signing in
    </Anchor>
  );
  if (ask.isSuccess) {
    return (
      <div className="stack" role="status">
        <p>If this address has an account here, a link is on its way to it. Until you use the link, your password stays as it is.</p>
        {back}
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => ask.mutate(values))}>
      <TextInput
        label="E-mail address"
        description="We write a link to it, with which you set a new password."
        type="email"
        required
        autoComplete="username"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <Problem error={ask.error} />
      <Button type="submit" variant="filled" size="md" loading={ask.isPending}>
        Send the link
      </Button>
      {back}
    </form>
  );
}
