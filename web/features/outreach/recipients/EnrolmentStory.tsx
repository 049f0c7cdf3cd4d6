import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../../api.ts';
import { useWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { State } from '../../../ui/State.tsx';
import { When } from '../../../ui/When.tsx';
import classes from '../outreach.module.css';
import { reasonOf } from '../shapes.ts';
import { RecipientHits } from '../tracking/RecipientHits.tsx';

/** The conversation in which this recipient answered, where there is one. */
function TheirAnswer({ workspaceId, enrolmentId }: { workspaceId: string; enrolmentId: string }) {
  const { slug, may } = useWorkspace();
  const { data } = useQuery(
    orpc.conversations.list.queryOptions({ input: { workspaceId, enrolmentId, limit: 1 }, enabled: may('conversations.read') }),
  );
  const [answer] = data?.conversations ?? [];
  if (!answer) return null;
  return (
    <p>
      {answer.onlyAutomatic ? 'A program answered for them: ' : 'They answered: '}
      <Link to="/w/$slug/conversations/$conversationId" params={{ slug, conversationId: answer.id }}>
        open the conversation
      </Link>
    </p>
  );
}

interface EnrolmentStoryProps {
  workspaceId: string;
  outreachId: string;
  enrolmentId: string;
  mayChange: boolean;
}

/** What was sent to one recipient, when the next message leaves, and why not yet. */
export function EnrolmentStory({ mayChange, ...ids }: EnrolmentStoryProps) {
  const cache = useQueryClient();
  const query = useQuery(orpc.outreach.showRecipient.queryOptions({ input: ids }));
  const remove = useMutation(
    orpc.outreach.removeRecipient.mutationOptions({ onSuccess: () => void cache.invalidateQueries({ queryKey: orpc.outreach.key() }) }),
  );
  const settle = useMutation(
    orpc.outreach.settle.mutationOptions({ onSuccess: () => void cache.invalidateQueries({ queryKey: orpc.outreach.key() }) }),
  );
  return (
    <Loaded query={query} title="What happened could not be loaded." lines={2}>
      {({ deliveries, whyNotSent, state, reason, timeZone, variant }) => (
        <div className={classes.story}>
          {deliveries.map((one) => (
            <p key={one.step}>
              <State of={one.state} /> message {one.step}, variant {one.variant.toUpperCase()}
              {one.mailbox && `, from ${one.mailbox}`}, <When at={one.at} />
              {one.reason && `: ${reasonOf(one.reason)}`}
              {one.state === 'uncertain' && mayChange && (
                <>
                  {' '}
                  <Button size="compact-sm" onClick={() => settle.mutate({ ...ids, step: one.step, became: 'accepted' })}>
                    It is in Sent
                  </Button>{' '}
                  <Button size="compact-sm" onClick={() => settle.mutate({ ...ids, step: one.step, became: 'not_sent' })}>
                    It never left
                  </Button>
                </>
              )}
            </p>
          ))}
          {deliveries.length === 0 && <p>Nothing was sent yet.</p>}
          {deliveries.length > 0 && <RecipientHits ids={ids} />}
          {deliveries.length > 0 && <TheirAnswer workspaceId={ids.workspaceId} enrolmentId={ids.enrolmentId} />}
          {whyNotSent && (
            <p>
              <b>{whyNotSent.sentence}</b>
              {whyNotSent.nextAt && (
                <>
                  {' '}
                  Next try <When at={whyNotSent.nextAt} />.
                </>
              )}
            </p>
          )}
          {reason && <p>{reasonOf(reason)}.</p>}
          <p className="faint">
            Variant {variant.toUpperCase()}, time zone {timeZone}.
          </p>
          <Problem error={settle.error} title="It is still in doubt." />
          <Problem error={remove.error} title="They still get messages." />
          {mayChange && (state === 'waiting' || state === 'sending') && (
            <div>
              <Button size="compact-sm" loading={remove.isPending} onClick={() => remove.mutate(ids)}>
                Send nothing more
              </Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}
