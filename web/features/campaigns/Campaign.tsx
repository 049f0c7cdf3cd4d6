import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { CampaignPage } from './CampaignPage.tsx';

const from = '/inside/w/$slug/campaigns/$campaignId';

/** One campaign: its letter, its recipients, its results. */
export function Campaign() {
  const workspace = useWorkspace();
  const { campaignId } = useParams({ from });
  const { tab } = useSearch({ from });
  const query = useQuery(
    orpc.campaigns.show.queryOptions({
      input: { workspaceId: workspace.id, campaignId },
      refetchInterval: ({ state }) => (tab === 'results' && state.data?.state === 'published' ? 5000 : false),
    }),
  );
  return (
    <Loaded query={query} title="The campaign could not be loaded." lines={8}>
      {(campaign) => <CampaignPage key={campaign.id} workspace={workspace} campaign={campaign} tab={tab ?? 'letter'} />}
    </Loaded>
  );
}
