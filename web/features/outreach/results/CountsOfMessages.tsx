import { count, plural } from '../../../ui/numbers.ts';
import classes from '../outreach.module.css';
import type { Outreach } from '../shapes.ts';

type Outcome = 'accepted' | 'skipped' | 'failed' | 'uncertain';
const outcomes: { outcome: Outcome; title: string; known: string; none: string }[] = [
  { outcome: 'accepted', title: 'Accepted', known: 'by the mail services; what came back stands below', none: 'no message yet' },
  { outcome: 'skipped', title: 'Skipped', known: 'left out: may not be written to, or incomplete', none: 'nobody was left out' },
  { outcome: 'failed', title: 'Failed', known: 'did not leave', none: 'none did' },
  { outcome: 'uncertain', title: 'Uncertain', known: 'may have left; never sent twice', none: 'nothing in doubt' },
];

/** What became of the messages, as one bar and as numbers that say what is known. */
export function CountsOfMessages({ campaign: { counts, steps } }: { campaign: Outreach }) {
  const most = Math.max(1, counts.recipients * steps.length);
  const settled = outcomes.reduce((sum, { outcome }) => sum + counts[outcome], 0);
  return (
    <section className={classes.counts} aria-label="What is known about the messages">
      <div className={classes.bar} aria-hidden="true">
        {outcomes.map(
          ({ outcome }) =>
            counts[outcome] > 0 && <i key={outcome} className={classes[outcome]} style={{ flexGrow: counts[outcome] / most }} />,
        )}
        {settled < most && <i className={classes.waiting} style={{ flexGrow: 1 - settled / most }} />}
      </div>
      <dl>
        <div>
          <dt>Recipients</dt>
          <dd>
            {count(counts.recipients)}
            <small>{plural(steps.length, 'message')} each, at most</small>
          </dd>
        </div>
        {outcomes.map(({ outcome, title, known, none }) => (
          <div key={outcome} className={outcome === 'failed' && counts.failed > 0 ? classes.wrong : undefined}>
            <dt>{title}</dt>
            <dd>
              {count(counts[outcome])}
              <small>{counts[outcome] === 0 ? none : known}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
