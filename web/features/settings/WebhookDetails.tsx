import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { ShownOnce } from '../../ui/ShownOnce.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import { ChooseEvents, type Chosen } from './ChooseEvents.tsx';
import classes from './settings.module.css';
import { WebhookLog } from './WebhookLog.tsx';
import type { Webhook } from './webhook.ts';

/** One webhook: its proof, its secret, what it is told, and what became of that. */
export function WebhookDetails({ webhook, onRemove }: { webhook: Webhook; onRemove: () => void }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>({ events: webhook.events, withAddresses: webhook.withAddresses });
  const which = { workspaceId: workspace.id, webhookId: webhook.id };
  const done = (words: string) => ({
    onSuccess: async () => {
      tell(words);
      await queryClient.invalidateQueries({ queryKey: orpc.webhooks.key() });
    },
  });
  const prove = useMutation(orpc.webhooks.prove.mutationOptions(done('The address has proven itself.')));
  const change = useMutation(orpc.webhooks.change.mutationOptions(done('From now on it is told what you chose.')));
  const test = useMutation(orpc.webhooks.test.mutationOptions(done('A test event is on its way.')));
  const endOld = useMutation(orpc.webhooks.endOldSecret.mutationOptions(done('The old secret signs no more.')));
  const rotate = useMutation(orpc.webhooks.rotate.mutationOptions({ ...done('There is a new secret.'), gcTime: 0 }));
  const isTold = webhook.provenAt !== null && webhook.endedBecause === null;
  return (
    <div className={classes.webhook}>
      <Group gap="xs">
        <Button size="compact-sm" variant={isTold ? 'default' : 'filled'} loading={prove.isPending} onClick={() => prove.mutate(which)}>
          {isTold ? 'Prove it again' : 'Prove the address'}
        </Button>
        <Button size="compact-sm" disabled={!isTold} loading={test.isPending} onClick={() => test.mutate(which)}>
          Send a test event
        </Button>
        <Button size="compact-sm" loading={rotate.isPending} onClick={() => rotate.mutate(which)}>
          New secret
        </Button>
        <Button size="compact-sm" onClick={onRemove} aria-label={`Remove ${webhook.url}`}>
          Remove
        </Button>
      </Group>
      {!isTold && (
        <p className="small hush">
          It is asked with one signed message for its echo: your server answers with the challenge in it, as the example below shows.
        </p>
      )}
      {webhook.oldSecretUntil && (
        <p className="small">
          The secret before this one signs too until <When at={webhook.oldSecretUntil} />.{' '}
          <Button size="compact-sm" loading={endOld.isPending} onClick={() => endOld.mutate(which)}>
            End it now
          </Button>
        </p>
      )}
      <Problem error={prove.error} title="The address has not proven itself." />
      <Problem error={test.error ?? rotate.error ?? endOld.error} title="That was not done." />
      <details className={classes.details}>
        <summary>What it is told ({webhook.events.length})</summary>
        <div className="stack">
          <ChooseEvents chosen={chosen} onChange={setChosen} />
          <Problem error={change.error} title="The choice was not saved." />
          <div>
            <Button disabled={chosen.events.length === 0} loading={change.isPending} onClick={() => change.mutate({ ...which, ...chosen })}>
              Save the choice
            </Button>
          </div>
        </div>
      </details>
      <WebhookLog webhook={webhook} />
      {rotate.isSuccess && (
        <Modal
          opened
          onClose={() => rotate.reset()}
          title="The new secret"
          closeOnClickOutside={false}
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <ShownOnce
            label="Its secret"
            description="Copy it now. It is kept sealed and is not shown again."
            value={rotate.data.secret}
            onClose={() => rotate.reset()}
          >
            <p className="small hush">
              For 24 hours each message bears both signatures, so that your server can change over in its own time.
            </p>
          </ShownOnce>
        </Modal>
      )}
    </div>
  );
}
