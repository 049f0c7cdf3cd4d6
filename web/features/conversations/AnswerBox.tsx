import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { orpc, refusalCode } from '../../api.ts';
import { useActions } from '../../ui/actions.ts';
import { Keys } from '../../ui/Keys.tsx';
import { Problem } from '../../ui/Problem.tsx';
import classes from './conversations.module.css';
import { newMessageId } from './message-id.ts';
import { callOf, type WholeConversation } from './shapes.ts';
import { useConversationsChanged } from './useConversationsChanged.ts';

/** Where an answer is written. Pressed twice, or once more after the line broke, it is the same answer and leaves once. */
export function AnswerBox({ workspaceId, conversation }: { workspaceId: string; conversation: WholeConversation }) {
  const { id: conversationId, answersTo, mailbox, cannotAnswer, toKnow } = conversation;
  const [text, setText] = useState('');
  const [messageId, setMessageId] = useState(newMessageId);
  const box = useRef<HTMLTextAreaElement>(null);
  const changed = useConversationsChanged();
  const answer = useMutation(
    orpc.conversations.answer.mutationOptions({
      onSuccess: async () => {
        // What could not leave stands in the conversation with its words.
        setText('');
        setMessageId(newMessageId());
        await changed();
      },
      onError: async (error) => {
        const code = refusalCode(error);
        // What was changed since is another answer.
        if (code === 'answer_left') setMessageId(newMessageId());
        if (code === 'answer_left' || code === 'wrote_meanwhile') await changed();
      },
    }),
  );
  const send = () => {
    if (text.trim() !== '' && !answer.isPending) answer.mutate({ workspaceId, conversationId, messageId, to: answersTo.email, text });
  };
  useActions(
    cannotAnswer
      ? []
      : [
          { id: 'answer', label: 'Write an answer', keys: 'r', run: () => box.current?.focus() },
          { id: 'send the answer', label: 'Send the answer', keys: 'Mod+Enter', run: send },
        ],
  );
  if (cannotAnswer)
    return (
      <p className={classes.closed} role="note">
        {cannotAnswer}
      </p>
    );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} className={classes.answer}>
      {toKnow && (
        <p className={classes.closed} role="note">
          {toKnow}
        </p>
      )}
      <Textarea
        ref={box}
        label={`Answer to ${callOf(answersTo)}`}
        description={`From ${mailbox?.address ?? ''} to ${answersTo.email}, in the same thread, with the signature of the mailbox below it.`}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={50_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        disabled={answer.isPending}
      />
      <Problem error={answer.error} title="Your words are still here." />
      <div className={classes.send}>
        <Button type="submit" variant="filled" loading={answer.isPending} disabled={text.trim() === ''}>
          Send the answer
        </Button>
        <Keys of="Mod+Enter" />
      </div>
    </form>
  );
}
