import { Link } from '@tanstack/react-router';
import type { OwnWorkspace } from '../../session.ts';
import { plural } from '../../ui/numbers.ts';
import classes from '../campaigns/campaign.module.css';
import type { Tab } from './OutreachTabs.tsx';
import type { Check, Outreach } from './shapes.ts';

interface CheckListProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  check: Check;
  onGo: () => void;
}

/** Where each thing is put right. */
const placeOf: Record<Check['problems'][number]['code'], { tab: Tab; words: string }> = {
  mailboxes: { tab: 'sending', words: 'Choose mailboxes' },
  audience: { tab: 'recipients', words: 'Choose recipients' },
  steps: { tab: 'messages', words: 'To the messages' },
  text: { tab: 'messages', words: 'To the message' },
  missing: { tab: 'recipients', words: 'Fill them in' },
  file: { tab: 'messages', words: 'To the message' },
  window: { tab: 'sending', words: 'To the sending hours' },
  ends: { tab: 'sending', words: 'To start and end' },
  start: { tab: 'sending', words: 'To start and end' },
  approval: { tab: 'messages', words: 'To the messages' },
};

/** Everything that stands in the way of a launch, each with the way to where it is put right. */
export function CheckList({ workspace: { slug }, campaign, check: { problems }, onGo }: CheckListProps) {
  return (
    <section className={classes.inTheWay} aria-labelledby="in-the-way">
      <h2 id="in-the-way">{plural(problems.length, 'thing stands', 'things stand')} in the way</h2>
      <ul className={classes.problems}>
        {problems.map(({ code, sentence }) => (
          <li key={sentence}>
            <span>{sentence}</span>
            <Link
              to="/w/$slug/outreach/$outreachId"
              params={{ slug, outreachId: campaign.id }}
              search={{ tab: placeOf[code].tab }}
              onClick={onGo}
            >
              {placeOf[code].words}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
