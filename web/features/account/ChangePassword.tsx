import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { CurrentPassword, NewPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** Changes one's password; all other sessions end. */
export function ChangePassword({ email }: { email: string }) {
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { current: '', next: '' } });
  const change = useMutation(
    orpc.account.changePassword.mutationOptions({
      onSuccess: async () => {
        form.reset();
        tell('Your password is changed, and your other sessions have ended.');
        await queryClient.invalidateQueries({ queryKey: orpc.account.sessions.key() });
      },
    }),
  );
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <CurrentPassword label="Current password" key={form.key('current')} {...form.getInputProps('current')} />
      <NewPassword label="New password" key={form.key('next')} {...form.getInputProps('next')} />
      <Problem error={change.error} title="Your password stays as it was." />
      <Button type="submit" className="start" loading={change.isPending}>
        Change the password
      </Button>
    </form>
  );
}
