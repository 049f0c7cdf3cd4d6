import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../session.ts';
import classes from './campaign.module.css';
import type { Campaign, CampaignProblem } from './shapes.ts';

const places: Record<CampaignProblem['field'], { tab: 'letter' | 'recipients' | 'routing'; words: string }> = {
  subject: { tab: 'letter', words: 'To the subject' },
  body: { tab: 'letter', words: 'To the text' },
  wordings: { tab: 'letter', words: 'To the letter' },
  rules: { tab: 'routing', words: 'To the rules' },
  slug: { tab: 'letter', words: 'To the address' },
  recipients: { tab: 'recipients', words: 'To the recipients' },
};

/** Problems of a campaign, each with the way to where it is put right. */
export function ProblemList({ campaign: { id, problems }, onGo }: { campaign: Campaign; onGo?: () => void }) {
  const { slug } = useWorkspace();
  return (
    <ul className={classes.problems}>
      {problems.map(({ field, sentence, line }, index) => (
        <li key={`${String(index)} ${field}`}>
          <span>
            {line !== undefined && <span className="faint">Line {line}: </span>}
            {sentence}
          </span>
          <Link
            to="/w/$slug/campaigns/$campaignId"
            params={{ slug, campaignId: id }}
            search={{ tab: places[field].tab }}
            resetScroll={false}
            {...(onGo && { onClick: onGo })}
          >
            {places[field].words}
          </Link>
        </li>
      ))}
    </ul>
  );
}
