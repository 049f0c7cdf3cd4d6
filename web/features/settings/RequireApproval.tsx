import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

/** Asks a second member's approval of every text before it is published. */
export function RequireApproval({ required }: { required: boolean }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const change = useMutation(
    orpc.workspaces.change.mutationOptions({
      onSuccess: async (_, { approvalRequired }) => {
        tell(approvalRequired ? 'A second member must now approve each text.' : 'Texts are published without a second member again.');
        await queryClient.invalidateQueries({ queryKey: orpc.workspaces.show.key() });
        await queryClient.invalidateQueries({ queryKey: orpc.campaigns.key() });
      },
    }),
  );
  return (
    <>
      <Switch
        label="A second member approves each text before it is published, and each team campaign before it is launched"
        description="Whoever wrote a text last cannot approve it. When an approved text is changed, it has to be approved anew."
        checked={required}
        disabled={!workspace.may('workspace.change') || change.isPending}
        onChange={(event) => change.mutate({ workspaceId: workspace.id, approvalRequired: event.currentTarget.checked })}
      />
      <Problem error={change.error} title="The setting stays as it was." />
    </>
  );
}
