import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useMe, useWorkspace } from '../../session.ts';
import { Keys } from '../../ui/Keys.tsx';
import classes from './GoodToKnow.module.css';

interface GoodToKnowProps {
  begun: boolean;
  recipients: boolean;
}

/** What stands beside the first steps: how this copy is, what it keeps so far, and three keys. */
export function GoodToKnow({ begun, recipients }: GoodToKnowProps) {
  const me = useMe();
  const workspace = useWorkspace();
  const { data: copy } = useQuery(orpc.setup.state.queryOptions({ staleTime: Infinity }));
  const also = recipients
    ? ' The recipients of your campaigns: a name, an address and what you said of them.'
    : begun
      ? ' Your campaign: its text.'
      : ' That is all.';
  return (
    <aside className={classes.aside} aria-label="Good to know">
      <section>
        <h2>This copy</h2>
        {copy?.sandbox ? (
          <p>
            No keys are set, so letters go to the sandbox and its outbox, not to people.{' '}
            {me.operator ? <Link to="/operator">See the settings</Link> : copy.outboxUrl && <a href={copy.outboxUrl}>Open the outbox</a>}
          </p>
        ) : (
          <p>Letters leave through the supporter’s own mailbox. {me.operator && <Link to="/operator">How the copy is</Link>}</p>
        )}
      </section>
      <section>
        <h2>What we keep so far</h2>
        <p>
          You: a name, an address, a password that nobody can read back.{also}{' '}
          <Link to="/w/$slug/kept" params={{ slug: workspace.slug }}>
            See each promise
          </Link>
        </p>
      </section>
      <section className={classes.keys}>
        <h2>Keys</h2>
        <dl>
          <div>
            <dt>All actions</dt>
            <dd>
              <Keys of="Mod+k" />
            </dd>
          </div>
          <div>
            <dt>Every key</dt>
            <dd>
              <Keys of="?" />
            </dd>
          </div>
          <div>
            <dt>Go to campaigns</dt>
            <dd>
              <Keys of="g c" />
            </dd>
          </div>
        </dl>
      </section>
    </aside>
  );
}
