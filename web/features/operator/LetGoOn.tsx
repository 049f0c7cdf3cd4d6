import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import type { HeldCampaign } from './held-campaign.ts';
import { useHoldsChanged } from './useHoldsChanged.ts';

/** Lets a held campaign go on, after saying what that means. */
export function LetGoOn({ campaign, onClose }: { campaign: HeldCampaign; onClose: () => void }) {
  const holdsChanged = useHoldsChanged();
  const release = useMutation(
    orpc.requests.hold.mutationOptions({
      onSuccess: async () => {
        tell(`${campaign.name} goes on.`);
        await holdsChanged();
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={`Let “${campaign.name}” go on?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          {campaign.complaints > 0 && `${plural(campaign.complaints, 'recipient has', 'recipients have')} complained of it. `}
          Supporters can write again at once, and the workspace {campaign.workspace} is not asked.
        </p>
        <Problem error={release.error} title="The campaign is still held." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Keep holding it</Button>
          <Button
            variant="filled"
            loading={release.isPending}
            onClick={() => release.mutate({ campaignId: campaign.campaignId, held: false })}
            data-autofocus
          >
            Let it go on
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
