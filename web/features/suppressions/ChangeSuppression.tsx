import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import type { Suppression } from './shapes.ts';
import { useSuppressionsChanged } from './useSuppressionsChanged.ts';

interface ChangeSuppressionProps {
  what: 'extend' | 'release';
  workspaceId: string;
  suppression: Suppression;
  onClose: () => void;
}

/** Keeps an address three years from now, or releases it; says first what that means for the person. */
export function ChangeSuppression({ what, workspaceId, suppression, onClose }: ChangeSuppressionProps) {
  const changed = useSuppressionsChanged();
  const settled = {
    onSuccess: async () => {
      await changed();
      onClose();
    },
  };
  const extend = useMutation(orpc.suppressions.extend.mutationOptions(settled));
  const release = useMutation(orpc.suppressions.release.mutationOptions(settled));
  const doing = what === 'extend' ? extend : release;
  const input = { workspaceId, suppressionId: suppression.id };
  return (
    <Modal
      opened
      onClose={onClose}
      title={what === 'extend' ? 'Keep it three years from today?' : `Release ${suppression.email}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="stack">
        {what === 'extend' ? (
          <p className="hush">
            {suppression.email} is kept until <When at={suppression.keepUntil} as="day" />. Keep it longer only to go on honouring what this
            person asked for.
          </p>
        ) : (
          <p className="hush">
            Campaigns of this workspace may write to this address again from their next letter on, and nothing here remembers that they once
            might not. Release it only when the person asks for it, or when it was suppressed by mistake.
          </p>
        )}
        <Problem error={doing.error} title={what === 'extend' ? 'It is kept as before.' : 'The address was not released.'} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{what === 'extend' ? 'Not now' : 'Leave it suppressed'}</Button>
          <Button
            variant="filled"
            {...(what === 'release' && { color: 'rubric' })}
            loading={doing.isPending}
            onClick={() => doing.mutate(input)}
            data-autofocus
          >
            {what === 'extend' ? 'Keep three years' : 'Release'}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
