import type { OwnWorkspace } from '../../session.ts';
import { LeaveGuard } from '../campaigns/letter/LeaveGuard.tsx';
import { MessagesTab } from './messages/MessagesTab.tsx';
import { useSteps } from './messages/useSteps.ts';
import { OutreachHead } from './OutreachHead.tsx';
import { OutreachTabs, type Tab } from './OutreachTabs.tsx';
import { RecipientsTab } from './recipients/RecipientsTab.tsx';
import { ResultsTab } from './results/ResultsTab.tsx';
import { SendingTab } from './sending/SendingTab.tsx';
import type { Outreach } from './shapes.ts';

interface OutreachPageProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  tab: Tab;
}

/** A team campaign's page. What is being written lives here, so that going from tab to tab loses nothing. */
export function OutreachPage({ workspace, campaign, tab }: OutreachPageProps) {
  const writing = useSteps(workspace.id, campaign);
  const both = { workspace, campaign };
  return (
    <>
      <OutreachHead {...both} unsaved={writing.unsaved} />
      <OutreachTabs {...both} tab={tab} unsaved={writing.unsaved} />
      {tab === 'messages' && <MessagesTab {...both} writing={writing} />}
      {tab === 'recipients' &&
        (workspace.may('contacts.read') ? <RecipientsTab {...both} /> : <p className="hush">Your role does not see recipients.</p>)}
      {tab === 'sending' && <SendingTab {...both} />}
      {tab === 'results' && <ResultsTab {...both} />}
      <LeaveGuard unsaved={writing.unsaved} />
    </>
  );
}
