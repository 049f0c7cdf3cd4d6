import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** Renames the workspace. Its address stays. */
export function WorkspaceName({ name }: { name: string }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name } });
  const change = useMutation(
    orpc.workspaces.change.mutationOptions({
      onSuccess: async () => {
        tell('The workspace has its new name.');
        await queryClient.invalidateQueries({ queryKey: orpc.account.me.key() });
        await queryClient.invalidateQueries({ queryKey: orpc.workspaces.show.key() });
      },
    }),
  );
  const may = workspace.may('workspace.change');
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => change.mutate({ workspaceId: workspace.id, ...values }))}>
      <TextInput
        label="Name of the workspace"
        description={may ? `Its address stays /w/${workspace.slug}` : 'Owners and admins change it.'}
        required
        maxLength={120}
        readOnly={!may}
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <Problem error={change.error} />
      {may && (
        <Button type="submit" className="start" loading={change.isPending}>
          Change the name
        </Button>
      )}
    </form>
  );
}
