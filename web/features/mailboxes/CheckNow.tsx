import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import { useMailboxesChanged } from './useMailboxesChanged.ts';

type Check = InferContractRouterOutputs<typeof contract>['mailboxes']['showCheck'];

/** Sends a message of a campaign’s shape to a mailbox of this workspace, where it is checked when it arrives. */
export function CheckNow({ one, readers }: { one: { workspaceId: string; mailboxId: string }; readers: Check['readers'] }) {
  const cache = useQueryClient();
  const changed = useMailboxesChanged();
  const [chosen, setChosen] = useState<string>();
  const send = useMutation(
    orpc.mailboxes.sendCheck.mutationOptions({
      onSuccess: (found) => cache.setQueryData(orpc.mailboxes.showCheck.queryKey({ input: one }), found),
      onSettled: changed,
    }),
  );
  if (readers.length === 0)
    return (
      <p className="hush">
        To check it with one press, connect another mailbox that may be read, best of another domain: a message is sent there and looked at
        as it arrives.
      </p>
    );
  const readerId = chosen ?? readers[0]?.mailboxId ?? '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ ...one, readerId });
      }}
    >
      <NativeSelect
        label="Send it to"
        description="One of another domain receives it as a stranger does. Gmail and Outlook do not sign what one sends to oneself."
        data={readers.map(({ mailboxId, address }) => ({ value: mailboxId, label: address }))}
        value={readerId}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="filled" loading={send.isPending}>
          Check now
        </Button>
        <p className="tiny faint">
          It sends one message of a campaign’s shape, which counts towards the limit, and looks at it when it arrives. Nothing else of it is
          kept.
        </p>
      </div>
      <Problem error={send.error} title="The message was not sent." />
    </form>
  );
}

/** What became of a message that was sent to be looked at. */
export function SentCheck({ sent: { at, to, state } }: { sent: NonNullable<Check['sent']> }) {
  return (
    <p role="status">
      {state === 'waiting' ? (
        <>
          Sent <When at={at} /> to {to}, waiting for it to arrive. That takes a minute or two.
        </>
      ) : (
        <>
          The message that was sent <When at={at} /> to {to} has not arrived within 15 minutes. Look into its junk and at the state of that
          mailbox, or send another one.
        </>
      )}
    </p>
  );
}
