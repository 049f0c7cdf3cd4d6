import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { CurrentPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

interface RemoveSecondFactorProps {
  onRemoved: () => void;
  onCancel: () => void;
}

/** Switches the second factor off; its secret and backup codes are deleted. */
export function RemoveSecondFactor({ onRemoved, onCancel }: RemoveSecondFactorProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' } });
  const remove = useMutation(
    orpc.account.removeSecondFactor.mutationOptions({
      onSuccess: () => {
        tell('The second factor is off. Its secret and the backup codes are deleted.');
        onRemoved();
      },
    }),
  );
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => remove.mutate(values))}>
      <p>Without it, your password alone signs you in. The secret and the backup codes are deleted.</p>
      <CurrentPassword autoFocus key={form.key('password')} {...form.getInputProps('password')} />
      <Problem error={remove.error} title="The second factor stays on." />
      <Group gap="xs">
        <Button type="submit" color="rubric" variant="outline" loading={remove.isPending}>
          Switch it off
        </Button>
        <Button onClick={onCancel}>Leave it on</Button>
      </Group>
    </form>
  );
}
