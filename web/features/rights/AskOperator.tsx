import { Button, Group, NativeSelect, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

const kinds = [
  { value: 'rectification', label: 'Have something corrected' },
  { value: 'restriction', label: 'Have the use of my data paused' },
  { value: 'objection', label: 'Object to the use of my data' },
  { value: 'consent', label: 'Take back a consent that I gave' },
  { value: 'erasure', label: 'Have something erased that I cannot erase myself' },
  { value: 'question', label: 'Ask something' },
  { value: 'know', label: 'California: know what is kept about me' },
  { value: 'delete', label: 'California: have it deleted' },
  { value: 'correct', label: 'California: have it corrected' },
  { value: 'no_sale', label: 'California: no sale or sharing of my data' },
  { value: 'limit', label: 'California: limit the use of sensitive data' },
] as const;
type Kind = (typeof kinds)[number]['value'];

const inWords = (day: string) => new Date(day).toLocaleDateString(undefined, { dateStyle: 'long' });

/** Asks the operator for what one cannot do oneself. The session shows who asks, so no link has to be mailed first. */
export function AskOperator() {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Kind>('rectification');
  const [message, setMessage] = useState('');
  const ask = useMutation(
    orpc.rights.ask.mutationOptions({
      onSuccess: ({ dueAt }) => {
        tell(`The operator has your request. The answer comes by mail, by ${inWords(dueAt)} at the latest.`);
        setMessage('');
        setOpen(false);
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    ask.mutate({ kind, message: message.trim() });
  };
  if (!open)
    return (
      <Button className="start" onClick={() => setOpen(true)}>
        Ask the operator for something else
      </Button>
    );
  return (
    <form className="stack" onSubmit={submit}>
      <NativeSelect
        label="What it is about"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as Kind)}
        data={kinds.map((one) => ({ ...one }))}
      />
      <Textarea
        label="What you want to say"
        required
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={5000}
        autoFocus
      />
      <Problem error={ask.error} title="Nothing was sent." />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={ask.isPending}>
          Send
        </Button>
        <Button onClick={() => setOpen(false)}>Not now</Button>
      </Group>
    </form>
  );
}
