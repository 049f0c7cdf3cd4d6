import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { ConnectByConsent } from './ConnectByConsent.tsx';
import { ConnectServer } from './ConnectServer.tsx';
import classes from './mailboxes.module.css';
import type { Mailbox } from './shapes.ts';
import { useMailboxesChanged } from './useMailboxesChanged.ts';

/** Tries a mailbox, holds its work or lets it go on, connects it again. */
export function MailboxActs({ mailbox }: { mailbox: Mailbox }) {
  const workspace = useWorkspace();
  const changed = useMailboxesChanged();
  const [connecting, setConnecting] = useState(false);
  const one = { workspaceId: workspace.id, mailboxId: mailbox.id };
  const test = useMutation(
    orpc.mailboxes.sendTest.mutationOptions({
      onSuccess: ({ sentTo }) => tell(`A test was sent to ${sentTo}.`),
      onSettled: changed,
    }),
  );
  const park = useMutation(
    orpc.mailboxes.setParked.mutationOptions({
      onSuccess: async ({ parkedAt }) => {
        tell(parkedAt ? 'Nothing leaves from this mailbox until you let it go on.' : 'The mailbox goes on.');
        await changed();
      },
    }),
  );
  const { parkedBecause } = mailbox;
  return (
    <>
      <div className={classes.buttons}>
        <Button onClick={() => test.mutate(one)} loading={test.isPending}>
          Send a test to myself
        </Button>
        {parkedBecause === null ? (
          <Button onClick={() => park.mutate({ ...one, parked: true })} loading={park.isPending}>
            Hold it
          </Button>
        ) : (
          parkedBecause !== 'reconnect' && (
            <Button onClick={() => park.mutate({ ...one, parked: false })} loading={park.isPending}>
              Let it go on
            </Button>
          )
        )}
        <Button variant={parkedBecause === 'reconnect' ? 'filled' : 'default'} onClick={() => setConnecting(true)}>
          Connect it again
        </Button>
      </div>
      <Problem error={test.error} title="The test was not sent." />
      <Problem error={park.error} />
      {connecting && (
        <Modal
          opened
          onClose={() => setConnecting(false)}
          title={`Connect ${mailbox.address} again`}
          size="lg"
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          {mailbox.provider === 'smtp' ? (
            <ConnectServer sandbox={null} mailbox={mailbox} onClose={() => setConnecting(false)} />
          ) : (
            <ConnectByConsent provider={mailbox.provider} mailbox={mailbox} onClose={() => setConnecting(false)} />
          )}
        </Modal>
      )}
    </>
  );
}
