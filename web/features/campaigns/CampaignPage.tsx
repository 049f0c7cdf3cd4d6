import type { OwnWorkspace } from '../../session.ts';
import { CampaignHead } from './CampaignHead.tsx';
import { CampaignTabs, type Tab } from './CampaignTabs.tsx';
import { LeaveGuard } from './letter/LeaveGuard.tsx';
import { LetterTab } from './letter/LetterTab.tsx';
import { useLetter } from './letter/useLetter.ts';
import { PlacesTab } from './places/PlacesTab.tsx';
import { RecipientsTab } from './recipients/RecipientsTab.tsx';
import { ResultsTab } from './results/ResultsTab.tsx';
import { RoutingTab } from './routing/RoutingTab.tsx';
import { useRouting } from './routing/useRouting.ts';
import type { Campaign } from './shapes.ts';

interface CampaignPageProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  tab: Tab;
}

/** A campaign's page. What is being written lives here, so that going from tab to tab loses nothing. */
export function CampaignPage({ workspace, campaign, tab }: CampaignPageProps) {
  const letter = useLetter(workspace.id, campaign);
  const routing = useRouting(workspace.id, campaign);
  const mayReadRecipients = workspace.may('recipients.read');
  return (
    <>
      <CampaignHead workspace={workspace} campaign={campaign} unsaved={letter.unsaved} />
      <CampaignTabs workspace={workspace} campaign={campaign} tab={tab} unsaved={{ letter: letter.unsaved, routing: routing.unsaved }} />
      {tab === 'letter' && <LetterTab workspace={workspace} campaign={campaign} letter={letter} />}
      {tab === 'recipients' &&
        (mayReadRecipients ? (
          <RecipientsTab workspace={workspace} campaign={campaign} />
        ) : (
          <p className="hush">Your role does not see recipients.</p>
        ))}
      {tab === 'routing' && <RoutingTab workspace={workspace} campaign={campaign} routing={routing} />}
      {tab === 'places' && <PlacesTab workspace={workspace} campaign={campaign} />}
      {tab === 'results' && <ResultsTab workspace={workspace} campaign={campaign} />}
      <LeaveGuard unsaved={letter.unsaved || routing.unsaved} />
    </>
  );
}
