import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { ShownOnce } from '../../ui/ShownOnce.tsx';

/** Adds an address to which totals are told, and shows the secret that signs them, this once. */
export function AddWebhook({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState('');
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
    if (usable) add.mutate({ workspaceId: workspace.id, url: url.trim() });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={add.isSuccess ? 'The webhook is added' : 'Add a webhook'}
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
            and was not changed.
          </p>
        </ShownOnce>
      ) : (
        <form className="stack" onSubmit={submit} noValidate>
          <TextInput
            label="Address of your server"
            description="It begins with https:// and takes a POST. Redirects are not followed."
            placeholder="https://totals.example.org/antiphon"
            type="url"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            error={checked && !usable && 'Enter an address that begins with https://'}
            maxLength={2000}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
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
