import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { OutreachPage } from './OutreachPage.tsx';

const from = '/inside/w/$slug/outreach/$outreachId';

/** One team campaign. While it runs its numbers are read again every two seconds. */
export function Outreach() {
  const workspace = useWorkspace();
  const { outreachId } = useParams({ from });
  const { tab } = useSearch({ from });
  const query = useQuery(
    orpc.outreach.show.queryOptions({
      input: { workspaceId: workspace.id, outreachId },
      refetchInterval: ({ state }) => (state.data?.state === 'running' ? 2000 : false),
    }),
  );
  return (
    <Loaded query={query} title="The team campaign could not be loaded." lines={8}>
      {(campaign) => <OutreachPage key={campaign.id} workspace={workspace} campaign={campaign} tab={tab ?? 'messages'} />}
    </Loaded>
  );
}
