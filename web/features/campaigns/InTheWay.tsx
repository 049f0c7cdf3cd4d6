import { Link } from '@tanstack/react-router';
import type { OwnWorkspace } from '../../session.ts';
import { plural } from '../../ui/numbers.ts';
import classes from './campaign.module.css';
import type { Campaign, CampaignProblem } from './shapes.ts';

const places: Record<CampaignProblem['field'], { tab: 'letter' | 'recipients'; words: string }> = {
  subject: { tab: 'letter', words: 'To the subject' },
  body: { tab: 'letter', words: 'To the text' },
  slug: { tab: 'letter', words: 'To the address' },
  recipients: { tab: 'recipients', words: 'To the recipients' },
};

/** What stands in the way of publishing, each with the way to where it is put right. */
export function InTheWay({ workspace, campaign: { id, problems, state } }: { workspace: OwnWorkspace; campaign: Campaign }) {
  if (problems.length === 0) return null;
  const head = state === 'published' ? 'in the way of sending' : 'in the way of publishing';
  return (
    <section className={classes.inTheWay} aria-labelledby="in-the-way">
      <h2 id="in-the-way">
        {plural(problems.length, 'thing stands', 'things stand')} {head}
      </h2>
      <ul>
        {problems.map(({ field, sentence, line }) => (
          <li key={`${field} ${String(line)} ${sentence}`}>
            <span>
              {line !== undefined && <span className="faint">Line {line}: </span>}
              {sentence}
            </span>
            <Link
              to="/w/$slug/campaigns/$campaignId"
              params={{ slug: workspace.slug, campaignId: id }}
              search={{ tab: places[field].tab }}
              resetScroll={false}
            >
              {places[field].words}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
