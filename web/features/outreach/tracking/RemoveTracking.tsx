import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { tell } from '../../../ui/tell.ts';

/** Says what deleting opens and clicks means, then does it. */
export function RemoveTracking({ ids }: { ids: { workspaceId: string; outreachId: string } }) {
  const [asked, setAsked] = useState(false);
  const cache = useQueryClient();
  const remove = useMutation(
    orpc.tracking.remove.mutationOptions({
      onSuccess: () => {
        tell('They are being deleted.');
        void cache.invalidateQueries({ queryKey: orpc.tracking.key() });
        setAsked(false);
      },
    }),
  );
  return (
    <>
      <Button onClick={() => setAsked(true)}>Delete opens and clicks</Button>
      <Modal opened={asked} onClose={() => setAsked(false)} title="Delete opens and clicks?" closeButtonProps={{ 'aria-label': 'Close' }}>
        <div className="stack">
          <p className="hush">
            Everything that was noted of this campaign’s messages being opened goes, with its counts. Messages stay as they are. What is
            opened from now on is noted again, unless you switch tracking off.
          </p>
          <Problem error={remove.error} title="Nothing was deleted." />
          <Group justify="flex-end" gap="xs">
            <Button onClick={() => setAsked(false)}>Not now</Button>
            <Button variant="filled" color="rubric" loading={remove.isPending} onClick={() => remove.mutate(ids)} data-autofocus>
              Delete
            </Button>
          </Group>
        </div>
      </Modal>
    </>
  );
}
