import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import type { Campaign } from '../shapes.ts';
import { ByPartner } from './ByPartner.tsx';
import { CountsOfLetters } from './CountsOfLetters.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Goal } from './Goal.tsx';
import { LettersByDay } from './LettersByDay.tsx';
import { Links } from './Links.tsx';
import { OfResultsContext } from './of-results.ts';
import { Recipients } from './Recipients.tsx';
import { acceptedBy } from './ways.ts';
import { Ways } from './Ways.tsx';
import { Words } from './Words.tsx';

/** What became of a campaign's letters. While it is published the numbers are read again every five seconds. */
export function ResultsTab({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Campaign }) {
  const input = { workspaceId: workspace.id, campaignId: campaign.id };
  const live = campaign.state === 'published';
  const query = useQuery(orpc.campaigns.statistics.queryOptions({ input, refetchInterval: live ? 5000 : false }));
  const maySeeDeliveries = workspace.may('recipients.read');
  return (
    <Loaded query={query} title="The results could not be loaded.">
      {({ total, days, channels, languages, wordings, partners, links }) => (
        <OfResultsContext value={{ workspace, campaign }}>
          <CountsOfLetters
            counts={total}
            by={acceptedBy(channels)}
            seeReasons={(outcome, words) =>
              maySeeDeliveries ? (
                <Link
                  to="/w/$slug/campaigns/$campaignId"
                  params={{ slug: workspace.slug, campaignId: campaign.id }}
                  search={{ tab: 'results', state: outcome }}
                  hash="deliveries"
                  hashScrollIntoView
                >
                  {words}
                </Link>
              ) : (
                words
              )
            }
          />
          {campaign.goal !== null && <Goal goal={campaign.goal} grows={campaign.goalGrows} reached={total.participations} />}
          <LettersByDay days={days} live={live} by={acceptedBy(channels)} />
          <Ways ways={channels} />
          <Words languages={languages} wordings={wordings} />
          <ByPartner partners={partners} />
          {maySeeDeliveries && days.length > 0 && <Recipients />}
          <Links links={links} />
          {maySeeDeliveries && (
            <Deliveries
              workspace={workspace}
              campaignId={campaign.id}
              known={total.failed + total.skipped + total.uncertain}
              by={acceptedBy(channels)}
            />
          )}
        </OfResultsContext>
      )}
    </Loaded>
  );
}
