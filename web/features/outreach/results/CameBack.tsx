import { count } from '../../../ui/numbers.ts';
import classes from '../outreach.module.css';
import type { Outreach } from '../shapes.ts';

const kinds = [
  { of: ['replied'], title: 'Replied', known: 'recipients who answered' },
  { of: ['autoReplied'], title: 'Automatic answers', known: 'away, or no longer there' },
  { of: ['bouncedHard', 'bouncedSoft', 'refused'], title: 'Came back', known: 'messages that were not delivered' },
  { of: ['complained'], title: 'Complained', known: 'reported as unwanted' },
  { of: ['unsubscribed'], title: 'Unsubscribed', known: 'want no more of it' },
] as const;

/** What came back for the messages, as far as the mailboxes may be read. */
export function CameBack({ campaign: { counts } }: { campaign: Outreach }) {
  return (
    <section className={classes.part} aria-label="What came back">
      <h2>What came back</h2>
      <p className="hush">Answers and bounces are seen where a mailbox may be read. Of other mail in it nothing is kept.</p>
      <div className={classes.counts}>
        <dl>
          {kinds.map(({ of, title, known }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>
                {count(of.reduce((sum, one) => sum + counts[one], 0))}
                <small>{known}</small>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
