import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import type { Recipient } from '../shapes.ts';
import { useRecipientsChanged } from './useRecipientsChanged.ts';

interface RemoveRecipientProps {
  workspaceId: string;
  campaignId: string;
  recipient: Recipient;
  onClose: () => void;
}

/** Takes a recipient off a campaign, after saying what that does and does not do. */
export function RemoveRecipient({ workspaceId, campaignId, recipient, onClose }: RemoveRecipientProps) {
  const changed = useRecipientsChanged();
  const remove = useMutation(
    orpc.campaigns.removeRecipient.mutationOptions({
      onSuccess: async () => {
        await changed();
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={`Remove ${recipient.name}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          No further letter of this campaign goes to {recipient.email}. Letters that left already are not called back, and the counts stay.
          If they asked not to be written to, suppress the address instead: then no campaign writes to it.
        </p>
        <Problem error={remove.error} title="The recipient was not removed." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave them</Button>
          <Button
            variant="filled"
            color="rubric"
            loading={remove.isPending}
            onClick={() => remove.mutate({ workspaceId, campaignId, recipientId: recipient.id })}
            data-autofocus
          >
            Remove
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
