import { Link } from '@tanstack/react-router';
import type { OwnWorkspace } from '../../session.ts';
import { count, plural } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { Approval } from './Approval.tsx';
import { ChangeState } from './ChangeState.tsx';
import { InTheWay } from './InTheWay.tsx';
import { PublicAddress } from './PublicAddress.tsx';
import type { Campaign } from './shapes.ts';
import { Standstill } from './Standstill.tsx';

interface CampaignHeadProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  unsaved: boolean;
}

/** Where the campaign is in its life, its public address, and what can be done next. */
export function CampaignHead({ workspace, campaign, unsaved }: CampaignHeadProps) {
  const mayPublish = workspace.may('campaigns.publish');
  return (
    <>
      <PageHead
        title={campaign.name}
        crumb={
          <>
            <Link to="/w/$slug/campaigns" params={{ slug: workspace.slug }}>
              Campaigns
            </Link>
            <span aria-hidden="true">/</span>
            <span>Letters by supporters</span>
          </>
        }
        state={<CampaignStateNote campaign={campaign} />}
        lede={<Standing campaign={campaign} />}
        actions={mayPublish && <ChangeState workspace={workspace} campaign={campaign} unsaved={unsaved} />}
      />
      <PublicAddress campaign={campaign} />
      <Standstill campaign={campaign} />
      <Approval workspaceId={workspace.id} campaign={campaign} mayApprove={mayPublish} unsaved={unsaved} />
      {campaign.state !== 'closed' && <InTheWay campaign={campaign} />}
    </>
  );
}

function CampaignStateNote({ campaign: { state, publishedAt, closedAt } }: { campaign: Campaign }) {
  const [words, at] = state === 'published' ? ['Published since', publishedAt] : state === 'closed' ? ['Closed on', closedAt] : [];
  if (!at) return <State of={state} />;
  return (
    <State of={state}>
      {words} <When at={at} as="day" />
    </State>
  );
}

function Standing({ campaign: { state, counts, goal, recipientCount } }: { campaign: Campaign }) {
  if (state === 'draft')
    return <>Only members see it. Nothing can be sent until it is published, and then only by supporters, from their own mailbox.</>;
  const wrote = plural(counts.participations, 'supporter has', 'supporters have');
  return (
    <>
      <b>
        {wrote} written{goal === null ? '' : `, of ${count(goal)} hoped for`}.
      </b>{' '}
      Their mail services accepted {plural(counts.accepted, 'letter')} to {plural(recipientCount, 'recipient')}.
    </>
  );
}
