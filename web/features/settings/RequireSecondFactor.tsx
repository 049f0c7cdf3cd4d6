import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useMe, useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** Asks a second factor of every member. Who has none sets it up before anything else opens. */
export function RequireSecondFactor({ required }: { required: boolean }) {
  const me = useMe();
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const change = useMutation(
    orpc.workspaces.change.mutationOptions({
      onSuccess: async (_, { secondFactorRequired }) => {
        tell(secondFactorRequired ? 'Every member must now have a second factor.' : 'A second factor is each member’s own choice again.');
        await queryClient.invalidateQueries({ queryKey: orpc.workspaces.show.key() });
        await queryClient.invalidateQueries({ queryKey: orpc.account.me.key() });
      },
    }),
  );
  const own = me.secondFactor ? '' : ' You have none yet: you will be asked for it next.';
  return (
    <>
      <Switch
        label="Require a second factor of every member"
        description={`Who has none can do nothing here until they set it up.${own}`}
        checked={required}
        disabled={!workspace.may('workspace.change') || change.isPending}
        onChange={(event) => change.mutate({ workspaceId: workspace.id, secondFactorRequired: event.currentTarget.checked })}
      />
      <Problem error={change.error} title="The setting stays as it was." />
    </>
  );
}
