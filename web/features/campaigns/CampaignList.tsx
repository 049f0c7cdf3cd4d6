import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { CampaignTable } from './CampaignTable.tsx';
import { Filter } from './Filter.tsx';
import { campaignStates, type CampaignState } from './shapes.ts';

const names: Record<CampaignState, string> = { draft: 'Drafts', published: 'Published', paused: 'Paused', closed: 'Closed' };

/** All campaigns of the workspace, narrowed to one state by the URL. */
export function CampaignList() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const { state } = useSearch({ from: '/inside/w/$slug/campaigns' });
  const navigate = useNavigate();
  const query = useQuery(orpc.campaigns.list.queryOptions({ input: { workspaceId } }));
  const mayCreate = may('campaigns.change');
  const button = mayCreate && (
    <Button
      variant="filled"
      leftSection={<IconPlus size={18} stroke={1.5} />}
      onClick={() => void navigate({ to: '/w/$slug/campaigns/new', params: { slug } })}
    >
      New campaign
    </Button>
  );
  return (
    <>
      <PageHead
        title="Campaigns"
        lede="Letters that supporters send from their own mailbox, one at a time, each with their consent."
        actions={query.data?.campaigns.length ? button : undefined}
      />
      <Loaded query={query} title="The campaigns could not be loaded.">
        {({ campaigns }) => {
          if (campaigns.length === 0) {
            return (
              <EmptyState title="No campaign yet." action={button}>
                A campaign is one letter, the people it is for, and a public page on which supporters make it their own. It stays a draft
                until you publish it.
              </EmptyState>
            );
          }
          const shown = state ? campaigns.filter((campaign) => campaign.state === state) : campaigns;
          return (
            <>
              <Filter label="Campaigns by state">
                {[undefined, ...campaignStates].map((one) => (
                  <Link
                    key={one ?? 'all'}
                    to="/w/$slug/campaigns"
                    params={{ slug }}
                    search={{ state: one }}
                    aria-current={one === state ? 'page' : undefined}
                  >
                    {one ? names[one] : 'All'}
                    <span className="num">{one ? campaigns.filter((campaign) => campaign.state === one).length : campaigns.length}</span>
                  </Link>
                ))}
              </Filter>
              {shown.length > 0 ? <CampaignTable campaigns={shown} slug={slug} /> : <p className="hush">No campaign is in this state.</p>}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
