import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { OwnWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { count } from '../../ui/numbers.ts';
import { Filter } from './Filter.tsx';
import type { Campaign } from './shapes.ts';

/** The parts of a campaign's page, as the URL names them. */
export type Tab = 'letter' | 'recipients' | 'routing' | 'places' | 'results';

const tabs: { tab: Tab; title: string; key: string }[] = [
  { tab: 'letter', title: 'Letter', key: '1' },
  { tab: 'recipients', title: 'Recipients', key: '2' },
  { tab: 'routing', title: 'Routing', key: '3' },
  { tab: 'places', title: 'Places', key: '4' },
  { tab: 'results', title: 'Results', key: '5' },
];

interface CampaignTabsProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  tab: Tab;
  /** Which parts hold changes that are not saved. */
  unsaved: { letter: boolean; routing: boolean };
}

/** The parts of a campaign, each with its number and its key. */
export function CampaignTabs({ workspace: { slug, may }, campaign, tab: current, unsaved }: CampaignTabsProps) {
  const navigate = useNavigate();
  const to = { to: '/w/$slug/campaigns/$campaignId', params: { slug, campaignId: campaign.id } } as const;
  const shown = tabs.filter(({ tab }) => tab !== 'recipients' || may('recipients.read'));
  const numbers: Record<Tab, string> = {
    letter: unsaved.letter ? 'not saved yet' : '',
    recipients: count(campaign.recipientCount),
    routing: unsaved.routing ? 'not saved yet' : '',
    places: '',
    results: count(campaign.counts.accepted),
  };
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const [link, all] = [here.current?.getBoundingClientRect(), here.current?.parentElement?.getBoundingClientRect()];
    // Five parts are wider than a small phone; the page itself stays where it was scrolled to.
    if (link && all) here.current?.parentElement?.scrollBy(Math.max(0, link.right - all.right) + Math.min(0, link.left - all.left), 0);
  }, [current]);
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
        <Link
          key={tab}
          {...to}
          {...(tab === current && { ref: here })}
          search={{ tab }}
          aria-current={tab === current ? 'page' : undefined}
          resetScroll={false}
        >
          {title}
          {numbers[tab] && <span className="num">{numbers[tab]}</span>}
        </Link>
      ))}
    </Filter>
  );
}
