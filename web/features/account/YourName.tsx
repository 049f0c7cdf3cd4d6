import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** Corrects one's own name. */
export function YourName({ name }: { name: string }) {
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name } });
  const change = useMutation(
    orpc.account.change.mutationOptions({
      onSuccess: async () => {
        tell('Your name is changed.');
        await queryClient.invalidateQueries({ queryKey: orpc.account.me.key() });
      },
    }),
  );
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => change.mutate(values))}>
      <TextInput label="Name" required maxLength={120} autoComplete="name" key={form.key('name')} {...form.getInputProps('name')} />
      <Problem error={change.error} />
      <Button type="submit" loading={change.isPending} className="start">
        Change the name
      </Button>
    </form>
  );
}
