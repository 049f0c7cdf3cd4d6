import { exampleOf } from '../../../shared/webhook-events.ts';
import classes from './settings.module.css';
import { samples } from './webhook-samples.ts';

/** What is told, as an example, and how a server proves its address and checks what comes. */
export function WebhookSample() {
  return (
    <>
      <details className={classes.details}>
        <summary>What a message looks like</summary>
        <p className="small hush">
          A message says what happened and to which campaign and recipient, by number; ask the API for more. It is told again under the same
          webhook-id, with growing pauses for three days, while your server does not take it. What is about one recipient comes in order.
        </p>
        {(['reply.received', 'participation.totals'] as const).map((name) => (
          <pre key={name} className={classes.sample} tabIndex={0} aria-label={`Example of ${name}`}>
            {JSON.stringify(exampleOf(name), null, 2)}
          </pre>
        ))}
      </details>
      <details className={classes.details}>
        <summary>How your server proves its address and checks a message</summary>
        <p className="small hush">
          Check the signature over the bytes as they came, refuse what is older than five minutes, give a challenge back, and answer within
          ten seconds. Any Standard Webhooks library does the checking.
        </p>
        {samples.map(({ language, code }) => (
          <pre key={language} className={classes.sample} tabIndex={0} aria-label={`In ${language}`}>
            {code}
          </pre>
        ))}
      </details>
    </>
  );
}
