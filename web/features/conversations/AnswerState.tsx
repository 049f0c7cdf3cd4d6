import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import classes from './conversations.module.css';
import type { Message } from './shapes.ts';
import { useConversationsChanged } from './useConversationsChanged.ts';

interface AnswerStateProps {
  conversation: { workspaceId: string; conversationId: string };
  message: Message;
  mayAnswer: boolean;
}

/** How far an answer is, in plain words, and what a member can do about it. */
export function AnswerState({
  conversation,
  message: { id: messageId, text, toEmail, state, because, fromEmail },
  mayAnswer,
}: AnswerStateProps) {
  const changed = useConversationsChanged();
  const again = useMutation(orpc.conversations.answer.mutationOptions({ onSettled: changed }));
  const settle = useMutation(orpc.conversations.settle.mutationOptions({ onSettled: changed }));
  const became = (what: 'accepted' | 'not_sent') => settle.mutate({ ...conversation, messageId, became: what });
  if (!state) return null;
  return (
    <div className={classes.state}>
      <State of={state} />
      {state === 'failed' && <span>It did not leave. {because}</span>}
      {state === 'uncertain' && (
        <span>
          {because} It is not sent again by itself: look whether it stands in Sent of {fromEmail}.
        </span>
      )}
      {state === 'failed' && mayAnswer && (
        <Button size="compact-sm" loading={again.isPending} onClick={() => again.mutate({ ...conversation, messageId, to: toEmail, text })}>
          Try again
        </Button>
      )}
      {state === 'uncertain' && mayAnswer && (
        <>
          <Button size="compact-sm" disabled={settle.isPending} onClick={() => became('accepted')}>
            It is in Sent
          </Button>
          <Button size="compact-sm" disabled={settle.isPending} onClick={() => became('not_sent')}>
            It never left
          </Button>
        </>
      )}
      <Problem error={again.error ?? settle.error} title="Nothing was sent." />
    </div>
  );
}
