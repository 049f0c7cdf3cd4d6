import { Link } from '@tanstack/react-router';
import type { OwnWorkspace } from '../../session.ts';
import { count, plural } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import classes from '../campaigns/campaign.module.css';
import { HoldWindow } from './HoldWindow.tsx';
import { OutreachApproval } from './OutreachApproval.tsx';
import { Steering } from './Steering.tsx';
import { type Outreach, pauseWords, windowWords } from './shapes.ts';

interface OutreachHeadProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  unsaved: boolean;
}

/** Where a team campaign is in its life, and what can be done next. */
export function OutreachHead({ workspace, campaign, unsaved }: OutreachHeadProps) {
  return (
    <>
      <PageHead
        title={campaign.name}
        crumb={
          <Link to="/w/$slug/outreach" params={{ slug: workspace.slug }}>
            Team campaigns
          </Link>
        }
        state={<StateSince campaign={campaign} />}
        lede={<Standing workspace={workspace} campaign={campaign} />}
        actions={workspace.may('outreach.change') && <Steering workspace={workspace} campaign={campaign} unsaved={unsaved} />}
      />
      {campaign.mayTakeBack && <HoldWindow workspace={workspace} campaign={campaign} />}
      <OutreachApproval workspace={workspace} campaign={campaign} unsaved={unsaved} />
      {campaign.state === 'paused' && campaign.pausedBecause && campaign.pausedBecause !== 'member' && (
        <section className={classes.standstill} aria-label="Why it is paused">
          <p>{pauseWords[campaign.pausedBecause]}</p>
        </section>
      )}
    </>
  );
}

function StateSince({ campaign: { state, launchedAt, pausedAt, finishedAt } }: { campaign: Outreach }) {
  const since = { draft: null, running: launchedAt, paused: pausedAt, finished: finishedAt }[state];
  if (!since) return <State of={state} />;
  return (
    <State of={state}>
      {state === 'running' ? 'Running since' : state === 'paused' ? 'Paused since' : 'Finished on'} <When at={since} as="day" />
    </State>
  );
}

function Standing({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const { state, counts, steps, startsAt, launchedAt, timeZone, byRecipientZone } = campaign;
  if (state === 'draft') return <>Only members see it. Nothing leaves until it is launched, and then within the limits of each mailbox.</>;
  const { accepted, recipients } = counts;
  return (
    <>
      <b>
        {plural(accepted, 'message is', 'messages are')} accepted, for {plural(recipients, 'recipient')} in {plural(steps.length, 'step')}.
      </b>{' '}
      {startsAt && launchedAt && startsAt > launchedAt && counts.accepted === 0 && state === 'running' && (
        <>
          It begins on <When at={startsAt} />.{' '}
        </>
      )}
      {state === 'running' && (
        <>
          It sends {windowWords(campaign)}, by the clock of {byRecipientZone ? 'each recipient' : timeZone}.
        </>
      )}
      {state === 'paused' && <>Nothing more leaves until it runs on. {count(counts.uncertain)} in doubt.</>}{' '}
      {workspace.may('conversations.read') && accepted > 0 && (
        <Link to="/w/$slug/conversations" params={{ slug: workspace.slug }} search={{ campaign: campaign.id }}>
          What was answered
        </Link>
      )}
    </>
  );
}
