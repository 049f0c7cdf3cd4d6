import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { tell } from '../../ui/tell.ts';
import type { Mailbox } from './shapes.ts';
import { useMailboxesChanged } from './useMailboxesChanged.ts';

const told = {
  ended: 'The mailbox is disconnected, and Google has ended the permission.',
  only_by_the_person: 'The mailbox is disconnected. What you agreed to at Microsoft stays in its list until you remove it there.',
  kept_elsewhere: 'The mailbox is disconnected here. Another workspace sends from the same account, so the permission stands.',
  not_confirmed:
    'The mailbox is disconnected here. The company did not confirm the end of the permission: remove this service in your account there.',
  nothing:
    'The mailbox is disconnected, and its password is deleted here. If it was made for this service alone, remove it at your mail company too.',
};

/** Disconnects a mailbox once its address was typed. */
export function DisconnectMailbox({ mailbox }: { mailbox: Mailbox }) {
  const { id: workspaceId, slug } = useWorkspace();
  const navigate = useNavigate();
  const changed = useMailboxesChanged();
  const [asking, setAsking] = useState(false);
  const disconnect = useMutation(
    orpc.mailboxes.disconnect.mutationOptions({
      onSuccess: async ({ revoked }) => {
        tell(told[revoked]);
        await navigate({ to: '/w/$slug/mailboxes', params: { slug } });
        await changed();
      },
    }),
  );
  return (
    <>
      <p className="hush">
        What was sent from it stays on record. People who were to hear from it again are not written to from another mailbox by themselves.
      </p>
      <Button className="start" color="rubric" onClick={() => setAsking(true)}>
        Disconnect this mailbox…
      </Button>
      {asking && (
        <ConfirmByName
          title="Disconnect this mailbox?"
          name={mailbox.address}
          action="Disconnect"
          doing={disconnect}
          onConfirm={() => disconnect.mutate({ workspaceId, mailboxId: mailbox.id, address: mailbox.address })}
          onClose={() => setAsking(false)}
        >
          <p>
            {mailbox.provider === 'smtp'
              ? 'Its password is deleted here. If it was made for this service alone, remove it at your mail company too. To use the mailbox again, connect it anew.'
              : 'Its tokens are deleted here and given back where the company lets us. To use it again, connect it anew.'}
          </p>
        </ConfirmByName>
      )}
    </>
  );
}
