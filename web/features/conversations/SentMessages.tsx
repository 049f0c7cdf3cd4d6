import { When } from '../../ui/When.tsx';
import classes from './conversations.module.css';
import type { SentMessage } from './shapes.ts';

/** What the campaign had sent to this person, each message folded under its subject. */
export function SentMessages({ sent }: { sent: readonly SentMessage[] }) {
  if (sent.length === 0) return null;
  return (
    <section className={classes.sent} aria-label="What the campaign had sent">
      {sent.map(({ step, state, subject, text, at }) => (
        <details key={step}>
          <summary>
            <span>
              Message {step}: <bdi>{subject}</bdi>
              {state === 'uncertain' && ' (nobody knows whether it left)'}
              {state === 'sending' && ' (leaving now)'}
            </span>
            <When at={at} />
          </summary>
          <div className={classes.words} dir="auto">
            {text || 'The text of this message is gone.'}
          </div>
        </details>
      ))}
    </section>
  );
}
