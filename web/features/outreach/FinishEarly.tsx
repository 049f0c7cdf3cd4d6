import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import type { Outreach } from './shapes.ts';

interface FinishEarlyProps {
  workspaceId: string;
  campaign: Outreach;
  onClose: () => void;
}

/** Says what finishing early means, then does it. */
export function FinishEarly({ workspaceId, campaign, onClose }: FinishEarlyProps) {
  const cache = useQueryClient();
  const ids = { workspaceId, outreachId: campaign.id };
  const finish = useMutation(
    orpc.outreach.setState.mutationOptions({
      onSuccess: (changed) => {
        cache.setQueryData(orpc.outreach.show.queryKey({ input: ids }), changed);
        void cache.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title="Finish this campaign early?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          Whoever still waits for a message gets none. What is leaving at this moment leaves. A finished campaign cannot run again; its
          counts and recipients stay to look at.
        </p>
        <Problem error={finish.error} title="The campaign was not finished." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="filled"
            color="rubric"
            loading={finish.isPending}
            onClick={() => finish.mutate({ ...ids, state: 'finished' })}
            data-autofocus
          >
            Finish early
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
