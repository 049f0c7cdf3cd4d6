import { Link, useNavigate } from '@tanstack/react-router';
import type { OwnWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { count } from '../../ui/numbers.ts';
import { Filter } from './Filter.tsx';
import type { Campaign } from './shapes.ts';

/** The parts of a campaign's page, as the URL names them. */
export type Tab = 'letter' | 'recipients' | 'results';

const tabs: { tab: Tab; title: string; key: string }[] = [
  { tab: 'letter', title: 'Letter', key: '1' },
  { tab: 'recipients', title: 'Recipients', key: '2' },
  { tab: 'results', title: 'Results', key: '3' },
];

interface CampaignTabsProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  tab: Tab;
  unsaved: boolean;
}

/** Letter, recipients and results, each with its number and its key. */
export function CampaignTabs({ workspace: { slug, may }, campaign, tab: current, unsaved }: CampaignTabsProps) {
  const navigate = useNavigate();
  const to = { to: '/w/$slug/campaigns/$campaignId', params: { slug, campaignId: campaign.id } } as const;
  const shown = tabs.filter(({ tab }) => tab !== 'recipients' || may('recipients.read'));
  const numbers: Record<Tab, string> = {
    letter: unsaved ? 'not saved yet' : '',
    recipients: count(campaign.recipientCount),
    results: count(campaign.counts.accepted),
  };
  useActions(
    shown.map(({ tab, title, key }) => ({
      id: `tab ${tab}`,
      label: title,
      group: 'This campaign',
      keys: key,
      run: () => void navigate({ ...to, search: { tab } }),
    })),
  );
  return (
    <Filter label="Parts of the campaign">
      {shown.map(({ tab, title }) => (
        <Link key={tab} {...to} search={{ tab }} aria-current={tab === current ? 'page' : undefined} resetScroll={false}>
          {title}
          {numbers[tab] && <span className="num">{numbers[tab]}</span>}
        </Link>
      ))}
    </Filter>
  );
}
