import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import { tell } from '../../ui/tell.ts';
import { AnswerBox } from './AnswerBox.tsx';
import { AnswerState } from './AnswerState.tsx';
import classes from './conversations.module.css';
import { MessageText } from './MessageText.tsx';
import { SentMessages } from './SentMessages.tsx';
import { callOf, type WholeConversation } from './shapes.ts';
import { useConversationsChanged } from './useConversationsChanged.ts';
import { useSeen } from './useSeen.ts';

/** One conversation: what the campaign had sent, what came back, what was answered, and the place to answer. */
export function ConversationPage() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const { conversationId } = useParams({ from: '/inside/w/$slug/conversations/$conversationId' });
  const [removing, setRemoving] = useState(false);
  const navigate = useNavigate();
  const changed = useConversationsChanged();
  const one = { workspaceId, conversationId };
  const { data: conversation, error } = useQuery({
    ...orpc.conversations.show.queryOptions({ input: one }),
    refetchInterval: (query) => (query.state.data?.messages.some(({ state }) => state === 'sending') ? 3_000 : false),
  });
  const setState = useMutation(
    orpc.conversations.setState.mutationOptions({
      onSuccess: async (_done, { state }) => {
        tell(state === 'closed' ? 'The conversation is closed. A reply opens it again.' : 'The conversation is open again.');
        await changed();
      },
    }),
  );
  const back = () => navigate({ to: '/w/$slug/conversations', params: { slug }, search: {} });
  const remove = useMutation(
    orpc.conversations.remove.mutationOptions({
      onSuccess: async () => {
        await back();
        tell('The conversation is removed.');
        await changed();
      },
    }),
  );
  useSeen(workspaceId, conversation);
  const mayAnswer = may('conversations.answer');
  const other = conversation?.state === 'closed' ? 'open' : 'closed';
  const otherWords = other === 'closed' ? 'Close' : 'Reopen';
  useActions([
    { id: 'back', label: 'Back to the conversations', keys: 'u', run: () => void back() },
    ...(conversation && mayAnswer
      ? [{ id: 'close', label: `${otherWords} the conversation`, keys: 'e', run: () => setState.mutate({ ...one, state: other }) }]
      : []),
  ]);
  const crumb = (
    <Link to="/w/$slug/conversations" params={{ slug }} search={{}}>
      Conversations
    </Link>
  );
  if (!conversation)
    return (
      <>
        <PageHead title="Conversation" crumb={crumb} />
        {error ? <Problem error={error} title="The conversation could not be loaded." /> : <Lines />}
      </>
    );
  return (
    <>
      <PageHead
        title={callOf(conversation)}
        crumb={crumb}
        state={conversation.state === 'closed' && <State of="closed" />}
        lede={<Whereabouts slug={slug} conversation={conversation} seesContacts={may('contacts.read')} />}
        actions={
          mayAnswer && (
            <>
              <Button onClick={() => setState.mutate({ ...one, state: other })} loading={setState.isPending}>
                {otherWords}
              </Button>
              <Button color="rubric" onClick={() => setRemoving(true)}>
                Remove
              </Button>
            </>
          )
        }
      />
      <Problem error={setState.error} title="Nothing was changed." />
      {removing && (
        <ConfirmByName
          title={`Remove the conversation with ${callOf(conversation)}?`}
          name={conversation.email}
          action="Remove"
          doing={remove}
          onConfirm={() => remove.mutate(one)}
          onClose={() => setRemoving(false)}
        >
          Everything that was written in it goes from here, for every member. What is in the mailbox stays there, and that they answered
          stays counted.
        </ConfirmByName>
      )}
      <div className={classes.thread}>
        <SentMessages sent={conversation.sent} />
        <ol className={classes.messages} aria-label="What was written">
          {conversation.messages.map((message) => (
            <li key={message.id} data-direction={message.direction}>
              <MessageText message={message} />
              {message.direction === 'out' && <AnswerState conversation={one} message={message} mayAnswer={mayAnswer} />}
            </li>
          ))}
        </ol>
        {mayAnswer && <AnswerBox key={conversation.id} workspaceId={workspaceId} conversation={conversation} />}
      </div>
    </>
  );
}

/** Where a conversation belongs: the person, the campaign that was answered, and the mailbox that was written to. */
function Whereabouts({ slug, conversation, seesContacts }: { slug: string; conversation: WholeConversation; seesContacts: boolean }) {
  const { email, name, contactId, campaign, mailbox, subject } = conversation;
  return (
    <>
      “<bdi>{subject}</bdi>”{name && <>, {email}</>}
      {campaign && (
        <>
          . An answer to{' '}
          <Link to="/w/$slug/outreach/$outreachId" params={{ slug, outreachId: campaign.id }} search={{}}>
            {campaign.name}
          </Link>
        </>
      )}
      {mailbox && <>, in {mailbox.address}</>}.{' '}
      {contactId && seesContacts && (
        <Link to="/w/$slug/contacts/$contactId" params={{ slug, contactId }}>
          The contact
        </Link>
      )}
    </>
  );
}
