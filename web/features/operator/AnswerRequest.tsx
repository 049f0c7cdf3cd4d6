import { Button, Group, Radio, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import type { Request } from './request.ts';

/** Mails an answer to whoever asked, and closes the request; or refuses it, with the reason in the same mail. */
export function AnswerRequest({ request, onClose }: { request: Request; onClose: () => void }) {
  const [answer, setAnswer] = useState('');
  const [outcome, setOutcome] = useState('answered');
  const [checked, setChecked] = useState(false);
  const queryClient = useQueryClient();
  const refused = outcome === 'refused';
  const mail = useMutation(
    orpc.requests.answer.mutationOptions({
      onSuccess: async ({ email }) => {
        tell(`The answer is on its way to ${email}.`);
        onClose();
        await queryClient.invalidateQueries({ queryKey: orpc.requests.key() });
      },
    }),
  );
  const empty = answer.trim() === '' && (refused ? 'Say why it is refused.' : 'Write an answer.');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!empty) mail.mutate({ requestId: request.id, answer: answer.trim(), refused });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Textarea
        label="Your answer"
        description={`It is mailed to ${request.email} as you write it.`}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        error={checked && empty}
        autosize
        minRows={5}
        maxRows={16}
        maxLength={10_000}
        autoFocus
      />
      <Radio.Group label="With this answer, the request" value={outcome} onChange={setOutcome}>
        <Group gap="lg" mt={4}>
          <Radio value="answered" label="is done" />
          <Radio value="refused" label="is refused" />
        </Group>
      </Radio.Group>
      {refused && (
        <p className="small hush">
          Say why. That they may complain to a data protection authority or go to court is added to the mail (Article 12(4) GDPR).
        </p>
      )}
      <Problem error={mail.error} title="Nothing was mailed, and the request is still open." />
      <Group gap="xs">
        <Button type="submit" variant="filled" {...(refused && { color: 'rubric' })} loading={mail.isPending}>
          {refused ? 'Mail the refusal and close' : 'Mail the answer and close'}
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </Group>
    </form>
  );
}
