import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { AskName } from './AskName.tsx';
import type { Outreach } from './shapes.ts';

interface DuplicateOutreachProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  onClose: () => void;
}

/** Begins a new draft with the messages and settings of a team campaign, and goes there. */
export function DuplicateOutreach({ workspace, campaign, onClose }: DuplicateOutreachProps) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const duplicate = useMutation(
    orpc.outreach.duplicate.mutationOptions({
      onSuccess: async ({ id }) => {
        onClose();
        await cache.invalidateQueries({ queryKey: orpc.outreach.list.key() });
        await navigate({
          to: '/w/$slug/outreach/$outreachId',
          params: { slug: workspace.slug, outreachId: id },
          search: { tab: 'messages' },
        });
      },
    }),
  );
  return (
    <AskName
      title="Duplicate this campaign"
      explained="A new draft begins with the messages as they were saved last, the lists and segments, and the sending hours. Recipients that were added by hand, counts, start and end stay with this one."
      action="Duplicate"
      first={`${campaign.name.slice(0, 113)} (copy)`}
      doing={duplicate}
      onName={(name) => duplicate.mutate({ workspaceId: workspace.id, outreachId: campaign.id, name })}
      onClose={onClose}
    />
  );
}
