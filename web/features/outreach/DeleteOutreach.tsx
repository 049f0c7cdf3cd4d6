import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { plural } from '../../ui/numbers.ts';
import type { Outreach } from './shapes.ts';

interface DeleteOutreachProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  onClose: () => void;
}

/** Deletes a team campaign once its name is typed; says what goes and what stays. */
export function DeleteOutreach({ workspace, campaign, onClose }: DeleteOutreachProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation(
    orpc.outreach.remove.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: '/w/$slug/outreach', params: { slug: workspace.slug }, ignoreBlocker: true });
        cache.removeQueries({ queryKey: orpc.outreach.show.queryKey({ input: { workspaceId: workspace.id, outreachId: campaign.id } }) });
        await cache.invalidateQueries({ queryKey: orpc.outreach.list.key() });
      },
    }),
  );
  return (
    <ConfirmByName
      title="Delete this campaign?"
      name={campaign.name}
      action="Delete the campaign"
      doing={remove}
      onConfirm={() => remove.mutate({ workspaceId: workspace.id, outreachId: campaign.id, name: campaign.name })}
      onClose={onClose}
    >
      <div className="stack">
        <p>
          At once and for good go its messages in every version, {plural(campaign.counts.recipients, 'recipient')}, what was sent to each,
          and the counts.
        </p>
        <p>
          What stays: your contacts, suppressions, so that nobody who left is written to again, and the audit entry that says who deleted
          the campaign. Messages that left already are not called back.
        </p>
      </div>
    </ConfirmByName>
  );
}
