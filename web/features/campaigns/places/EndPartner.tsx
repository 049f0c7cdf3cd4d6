import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { tell } from '../../../ui/tell.ts';
import type { Partner } from './shapes.ts';
import { usePartnersChanged } from './usePartnersChanged.ts';

interface EndPartnerProps {
  workspaceId: string;
  campaignId: string;
  partner: Partner;
  onClose: () => void;
}

/** Ends a partner, or lets it show the page again, after saying what that does. */
export function EndPartner({ workspaceId, campaignId, partner, onClose }: EndPartnerProps) {
  const ends = partner.endedAt === null;
  const partnersChanged = usePartnersChanged();
  const change = useMutation(
    orpc.partners.change.mutationOptions({
      onSuccess: async () => {
        tell(ends ? `${partner.name} can no longer show the page.` : `${partner.name} may show the page again.`);
        await partnersChanged();
        onClose();
      },
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={ends ? `End ${partner.name}?` : `Reopen ${partner.name}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="stack">
        <p className="hush">
          {ends
            ? 'From this moment on, nobody finds the letter on the sites of this partner, and its link leads nowhere. Letters that were begun there can be finished. What was counted stays. You can reopen it at any time.'
            : 'The page stands on the sites of this partner again, with the same code as before.'}
        </p>
        <Problem error={change.error} title="The partner stays as it was." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave it</Button>
          <Button
            variant="filled"
            {...(ends && { color: 'rubric' })}
            loading={change.isPending}
            onClick={() => change.mutate({ workspaceId, campaignId, partnerId: partner.id, ended: ends })}
            data-autofocus
          >
            {ends ? 'End it' : 'Reopen it'}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
