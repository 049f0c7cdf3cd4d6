import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { count } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Section } from '../../ui/Section.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { DomainCheck } from './DomainCheck.tsx';
import { DisconnectMailbox } from './DisconnectMailbox.tsx';
import { healthOf, placeOf, readsWords, unseenIn } from './health.ts';
import { MailboxActs } from './MailboxActs.tsx';
import { NameAndSignature } from './NameAndSignature.tsx';
import { Pacing } from './Pacing.tsx';

/** One mailbox: how it is, what it may send and when, and how it ends. */
export function MailboxPage() {
  const { id: workspaceId, slug } = useWorkspace();
  const { mailboxId } = useParams({ from: '/inside/w/$slug/mailboxes/$mailboxId' });
  const query = useQuery(orpc.mailboxes.show.queryOptions({ input: { workspaceId, mailboxId } }));
  return (
    <Loaded query={query} title="The mailbox could not be shown.">
      {(mailbox) => {
        const { state, words, act } = healthOf(mailbox);
        return (
          <>
            <PageHead
              crumb={
                <Link to="/w/$slug/mailboxes" params={{ slug }}>
                  Mailboxes
                </Link>
              }
              title={mailbox.address}
              state={<State of={state}>{words}</State>}
              lede={`${placeOf(mailbox)}. ${readsWords[mailbox.mode]}. ${count(mailbox.usedInDay)} of ${count(mailbox.limitNow)} messages in the last 24 hours.`}
            />
            <Section title="State" lede={act ?? 'What it does now, and its last trouble.'}>
              {mailbox.parkedUntil && (
                <p>
                  It goes on by itself <When at={mailbox.parkedUntil} />.
                </p>
              )}
              {mailbox.lastAcceptedAt && (
                <p className="hush">
                  Its last message was accepted <When at={mailbox.lastAcceptedAt} />.
                </p>
              )}
              {mailbox.lastError && mailbox.lastErrorAt && (
                <p className="hush">
                  Last trouble, <When at={mailbox.lastErrorAt} />: {mailbox.lastError}
                </p>
              )}
              {unseenIn(mailbox) && <p className="hush">{unseenIn(mailbox)}</p>}
              {mailbox.mayChange ? (
                <MailboxActs mailbox={mailbox} />
              ) : (
                <p className="hush">Who connected it, an owner or an admin can change it.</p>
              )}
            </Section>
            <Section title="Pacing" lede="How many messages leave, how far apart, and in which hours. It holds for all campaigns together.">
              <Pacing key={mailbox.id} mailbox={mailbox} />
            </Section>
            <Section title="Name and signature" lede="As recipients see them.">
              <NameAndSignature key={mailbox.id} mailbox={mailbox} />
            </Section>
            <Section
              title="What receivers see"
              lede="Whether the domain of the mailbox is set up so that other servers believe its messages."
            >
              <DomainCheck key={mailbox.id} mailbox={mailbox} />
            </Section>
            {mailbox.mayChange && (
              <Section title="Disconnect" lede="Its tokens or password are deleted here at once.">
                <DisconnectMailbox mailbox={mailbox} />
              </Section>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
