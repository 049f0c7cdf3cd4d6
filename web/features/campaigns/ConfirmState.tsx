import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { StepExplained } from './StepExplained.tsx';
import type { Campaign } from './shapes.ts';
import type { Step } from './steps.ts';

const changes = {
  publish: { state: 'published', title: 'Publish this campaign?', action: 'Publish', refused: 'The campaign was not published.' },
  resume: {
    state: 'published',
    title: 'Publish this campaign again?',
    action: 'Publish again',
    refused: 'The campaign was not published.',
  },
  pause: {
    state: 'paused',
    title: 'Pause this campaign?',
    action: 'Pause',
    refused: 'The campaign was not paused; letters can still be sent.',
  },
  close: { state: 'closed', title: 'Close this campaign for good?', action: 'Close for good', refused: 'The campaign was not closed.' },
} as const;

interface ConfirmStateProps {
  step: Step;
  workspaceId: string;
  campaign: Campaign;
  unsaved: boolean;
  onClose: () => void;
}

/** Says what a change of state does to supporters, then does it. */
export function ConfirmState({ step, workspaceId, campaign, unsaved, onClose }: ConfirmStateProps) {
  const { state, title, action, refused } = changes[step];
  const cache = useQueryClient();
  const change = useMutation(
    orpc.campaigns.setState.mutationOptions({
      onSuccess: (changed) => {
        cache.setQueryData(orpc.campaigns.show.queryKey({ input: { workspaceId, campaignId: campaign.id } }), changed);
        void cache.invalidateQueries({ queryKey: orpc.campaigns.list.key() });
        void cache.invalidateQueries({ queryKey: orpc.workspaces.show.key() });
        onClose();
      },
    }),
  );
  const stopped = state === 'published' && (campaign.problems.length > 0 || campaign.approval === 'needed');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <StepExplained step={step} campaign={campaign} unsaved={unsaved} onGo={onClose} />
        <Problem error={change.error} title={refused} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{stopped ? 'Back' : 'Not now'}</Button>
          {!stopped && (
            <Button
              variant="filled"
              {...(step === 'close' && { color: 'rubric' })}
              loading={change.isPending}
              onClick={() => change.mutate({ workspaceId, campaignId: campaign.id, state })}
              data-autofocus
            >
              {action}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}
