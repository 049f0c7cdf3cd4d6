import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { count } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { Filter } from '../campaigns/Filter.tsx';
import { NewOutreach } from './NewOutreach.tsx';
import { type Outreach, outreachStates } from './shapes.ts';

type Listed = Pick<Outreach, 'id' | 'name' | 'state' | 'counts' | 'startsAt' | 'launchedAt'>;
const names: Record<Outreach['state'], string> = { draft: 'Drafts', running: 'Running', paused: 'Paused', finished: 'Finished' };

const columns = (slug: string): Column<Listed>[] => [
  {
    key: 'name',
    head: 'Campaign',
    width: '38%',
    cell: ({ id, name, state }) => (
      <Link
        to="/w/$slug/outreach/$outreachId"
        params={{ slug, outreachId: id }}
        search={{ tab: state === 'draft' ? 'messages' : 'results' }}
      >
        <b>{name}</b>
      </Link>
    ),
  },
  { key: 'state', head: 'State', cell: ({ state }) => <State of={state} /> },
  { key: 'recipients', head: 'Recipients', figures: true, cell: ({ counts }) => count(counts.recipients) },
  { key: 'accepted', head: 'Accepted', figures: true, cell: ({ counts }) => count(counts.accepted) },
  {
    key: 'launched',
    head: 'Launched',
    figures: true,
    cell: ({ launchedAt }) => (launchedAt ? <When at={launchedAt} as="day" /> : <span className="faint">not yet</span>),
  },
];

/** All team campaigns of the workspace, narrowed to one state by the URL. */
export function OutreachList() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const { state } = useSearch({ from: '/inside/w/$slug/outreach' });
  const [isNew, setNew] = useState(false);
  const query = useQuery(
    orpc.outreach.list.queryOptions({
      input: { workspaceId },
      refetchInterval: ({ state: { data } }) => (data?.campaigns.some((one) => one.state === 'running') ? 5000 : false),
    }),
  );
  const mayCreate = may('outreach.change');
  useActions(mayCreate ? [{ id: 'new team campaign', label: 'New team campaign', keys: 'n', run: () => setNew(true) }] : []);
  const button = mayCreate && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setNew(true)}>
      New team campaign
    </Button>
  );
  return (
    <>
      <PageHead
        title="Team campaigns"
        lede="Messages that your team sends from its own mailboxes, in steps that stop when somebody answers."
        actions={query.data?.campaigns.length ? button : undefined}
      />
      <Loaded query={query} title="The team campaigns could not be loaded.">
        {({ campaigns }) => {
          if (campaigns.length === 0)
            return (
              <EmptyState title="No team campaign yet." action={button}>
                A team campaign is a first message and the ones that follow it, the contacts they are for, and the mailboxes from which they
                leave. It stays a draft until you launch it.
              </EmptyState>
            );
          const shown = state ? campaigns.filter((one) => one.state === state) : campaigns;
          return (
            <>
              <Filter label="Team campaigns by state">
                {[undefined, ...outreachStates].map((one) => (
                  <Link
                    key={one ?? 'all'}
                    to="/w/$slug/outreach"
                    params={{ slug }}
                    search={{ state: one }}
                    aria-current={one === state ? 'page' : undefined}
                  >
                    {one ? names[one] : 'All'}
                    <span className="num">{one ? campaigns.filter((campaign) => campaign.state === one).length : campaigns.length}</span>
                  </Link>
                ))}
              </Filter>
              {shown.length > 0 ? (
                <DataTable caption="Team campaigns" columns={columns(slug)} rows={shown} rowKey={({ id }) => id} />
              ) : (
                <p className="hush">No team campaign is in this state.</p>
              )}
            </>
          );
        }}
      </Loaded>
      {isNew && <NewOutreach workspaceId={workspaceId} slug={slug} onClose={() => setNew(false)} />}
    </>
  );
}
