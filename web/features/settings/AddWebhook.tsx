import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { ShownOnce } from '../../ui/ShownOnce.tsx';
import { ChooseEvents, type Chosen } from './ChooseEvents.tsx';

/** Adds an address that is told what happens, and shows the secret that signs it, this once. */
export function AddWebhook({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<Chosen>({ events: ['participation.totals'], withAddresses: false });
  const [checked, setChecked] = useState(false);
  const add = useMutation(
    orpc.webhooks.add.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.webhooks.list.key() }),
      // What is shown once is not kept in the browser's memory either.
      gcTime: 0,
    }),
  );
  const usable = /^https?:\/\//i.test(url.trim()) && URL.canParse(url.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (usable && chosen.events.length > 0) add.mutate({ workspaceId: workspace.id, url: url.trim(), ...chosen });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={add.isSuccess ? 'The webhook is added' : 'Add a webhook'}
      size="lg"
      closeOnClickOutside={!add.isSuccess}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {add.isSuccess ? (
        <ShownOnce
          label="Its secret"
          description="Copy it now. It is kept sealed and is not shown again."
          value={add.data.secret}
          onClose={onClose}
        >
          <p className="small hush">
            Each message is signed with it by the rules of Standard Webhooks, so that your server can tell that a message comes from here
            and was not changed. Put it on your server first, then prove the address: nothing is told to it before.
          </p>
        </ShownOnce>
      ) : (
        <form className="stack" onSubmit={submit} noValidate>
          <TextInput
            label="Address of your server"
            description="It begins with https:// and takes a POST. Redirects are not followed."
            placeholder="https://hooks.example.org/antiphon"
            type="url"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            error={checked && !usable && 'Enter an address that begins with https://'}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <ChooseEvents
            chosen={chosen}
            onChange={setChosen}
            error={checked && chosen.events.length === 0 ? 'Choose at least one.' : undefined}
          />
          <Problem error={add.error} title="The webhook was not added." />
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>Not now</Button>
            <Button type="submit" variant="filled" loading={add.isPending}>
              Add the webhook
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
