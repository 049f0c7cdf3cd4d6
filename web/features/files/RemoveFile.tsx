import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import type { LibraryFile } from './useLibrary.ts';

/** Removes a file, after saying what stays. */
export function RemoveFile({ file, onClose }: { file: LibraryFile; onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const cache = useQueryClient();
  const remove = useMutation(
    orpc.files.remove.mutationOptions({
      onSuccess: async () => {
        tell('The file is removed.');
        await cache.invalidateQueries({ queryKey: orpc.files.list.key() });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title="Remove this file?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          <b>{file.name}</b> is removed for everybody in this workspace. Whoever was sent it has it; drafts that ask for it cannot be
          launched until it is there again.
        </p>
        <Problem error={remove.error} title="The file was not removed." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave it</Button>
          <Button
            variant="filled"
            color="rubric"
            loading={remove.isPending}
            onClick={() => remove.mutate({ workspaceId, fileId: file.id })}
            data-autofocus
          >
            Remove
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
