import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { count } from '../../ui/numbers.ts';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import type { ListedCampaign } from './shapes.ts';

const columns = (slug: string): Column<ListedCampaign>[] => [
  {
    key: 'name',
    head: 'Campaign',
    width: '40%',
    cell: ({ id, name, slug: address, state }) => (
      <>
        <Link to="/w/$slug/campaigns/$campaignId" params={{ slug, campaignId: id }} search={state === 'draft' ? {} : { tab: 'results' }}>
          <b>{name}</b>
        </Link>
        <div className="faint">{address}</div>
      </>
    ),
  },
  { key: 'state', head: 'State', cell: ({ state }) => <State of={state} /> },
  { key: 'recipients', head: 'Recipients', figures: true, cell: ({ recipientCount }) => count(recipientCount) },
  { key: 'accepted', head: 'Accepted', figures: true, cell: ({ counts }) => count(counts.accepted) },
  {
    key: 'published',
    head: 'Published',
    figures: true,
    cell: ({ publishedAt }) => (publishedAt ? <When at={publishedAt} as="day" /> : <span className="faint">not yet</span>),
  },
];

/** Campaigns as rows: where each is in its life and how many letters the supporters’ mail services accepted. */
export function CampaignTable({ campaigns, slug }: { campaigns: readonly ListedCampaign[]; slug: string }) {
  return <DataTable caption="Campaigns" columns={columns(slug)} rows={campaigns} rowKey={({ id }) => id} />;
}
