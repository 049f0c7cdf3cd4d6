import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from './settings.module.css';
import type { Webhook } from './webhook.ts';

/** Tells an address nothing more, after saying so. */
export function RemoveWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const remove = useMutation(
    orpc.webhooks.remove.mutationOptions({
      onSuccess: async () => {
        tell('The webhook is removed.');
        await queryClient.invalidateQueries({ queryKey: orpc.webhooks.list.key() });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title="Remove this webhook?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          <b className={classes.url}>{webhook.url}</b> is told nothing more. Its secret, what waits for it and what it did not take are
          deleted.
        </p>
        <Problem error={remove.error} title="The webhook was not removed." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave it</Button>
          <Button
            variant="filled"
            color="rubric"
            loading={remove.isPending}
            onClick={() => remove.mutate({ workspaceId: workspace.id, webhookId: webhook.id })}
            data-autofocus
          >
            Remove
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
