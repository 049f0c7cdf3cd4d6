import { Link, useNavigate } from '@tanstack/react-router';
import type { OwnWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { count } from '../../ui/numbers.ts';
import { Filter } from '../campaigns/Filter.tsx';
import type { Outreach } from './shapes.ts';

/** The parts of a team campaign's page, as the URL names them. */
export type Tab = 'messages' | 'recipients' | 'sending' | 'results';

const tabs: { tab: Tab; title: string; key: string }[] = [
  { tab: 'messages', title: 'Messages', key: '1' },
  { tab: 'recipients', title: 'Recipients', key: '2' },
  { tab: 'sending', title: 'Sending', key: '3' },
  { tab: 'results', title: 'Results', key: '4' },
];

interface OutreachTabsProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  tab: Tab;
  unsaved: boolean;
}

/** The parts of a team campaign, each with its number and its key. */
export function OutreachTabs({ workspace: { slug }, campaign, tab: current, unsaved }: OutreachTabsProps) {
  const navigate = useNavigate();
  const to = { to: '/w/$slug/outreach/$outreachId', params: { slug, outreachId: campaign.id } } as const;
  const numbers: Record<Tab, string> = {
    messages: unsaved ? 'not saved yet' : count(campaign.steps.length),
    recipients: campaign.launchedAt ? count(campaign.counts.recipients) : '',
    sending: campaign.mailboxes.length > 0 ? count(campaign.mailboxes.length) : '',
    results: campaign.launchedAt ? count(campaign.counts.accepted) : '',
  };
  useActions(
    tabs.map(({ tab, title, key }) => ({
      id: `tab ${tab}`,
      label: title,
      group: 'This campaign',
      keys: key,
      run: () => void navigate({ ...to, search: { tab } }),
    })),
  );
  return (
    <Filter label="Parts of the campaign">
      {tabs.map(({ tab, title }) => (
        <Link key={tab} {...to} search={{ tab }} aria-current={tab === current ? 'page' : undefined} resetScroll={false}>
          {title}
          {numbers[tab] && <span className="num">{numbers[tab]}</span>}
        </Link>
      ))}
    </Filter>
  );
}
