import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { plural } from '../../ui/numbers.ts';
import type { Campaign } from './shapes.ts';

interface DeleteCampaignProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  onClose: () => void;
}

/** Deletes a campaign once its name is typed; says what goes and what stays. */
export function DeleteCampaign({ workspace, campaign, onClose }: DeleteCampaignProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation(
    orpc.campaigns.remove.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: '/w/$slug/campaigns', params: { slug: workspace.slug }, ignoreBlocker: true });
        cache.removeQueries({ queryKey: orpc.campaigns.show.queryKey({ input: { workspaceId: workspace.id, campaignId: campaign.id } }) });
        await cache.invalidateQueries({ queryKey: orpc.campaigns.list.key() });
      },
    }),
  );
  return (
    <ConfirmByName
      title="Delete this campaign?"
      name={campaign.name}
      action="Delete the campaign"
      doing={remove}
      onConfirm={() => remove.mutate({ workspaceId: workspace.id, campaignId: campaign.id, name: campaign.name })}
      onClose={onClose}
    >
      <div className="stack">
        <p>
          At once and for good go the letter, {plural(campaign.recipientCount, 'recipient')}, the deliveries, and the counts of{' '}
          {plural(campaign.counts.participations, 'supporter')} who took part. The public page is gone, too.
        </p>
        <p>
          What stays: suppressions, so that nobody who asked is written to again, and the audit entry that says who deleted the campaign.
          Letters that left already are not called back.
        </p>
      </div>
    </ConfirmByName>
  );
}
