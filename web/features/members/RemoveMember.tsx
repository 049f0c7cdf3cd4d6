import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { tell } from '../../ui/tell.ts';
import type { Member } from './member.ts';
import { useRefresh } from './use-refresh.ts';

interface RemoveMemberProps {
  member: Member;
  onClose: () => void;
}

/** Removes a member from the workspace, after their name was typed. */
export function RemoveMember({ member, onClose }: RemoveMemberProps) {
  const workspace = useWorkspace();
  const refresh = useRefresh();
  const remove = useMutation(
    orpc.workspaces.removeMember.mutationOptions({
      onSuccess: async () => {
        tell(`${member.name} is no longer a member.`);
        onClose();
        await refresh();
      },
    }),
  );
  return (
    <ConfirmByName
      title={`Remove ${member.name}?`}
      name={member.name}
      action="Remove the member"
      doing={remove}
      onConfirm={() => remove.mutate({ workspaceId: workspace.id, userId: member.userId })}
      onClose={onClose}
    >
      They lose access to {workspace.name} at once, and their API tokens of it end. Campaigns that they wrote stay. Audit entries of what
      they did stay.
    </ConfirmByName>
  );
}
