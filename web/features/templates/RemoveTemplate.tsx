import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import type { ListedTemplate } from './shapes.ts';

/** Removes a template, after saying what stays. */
export function RemoveTemplate({ template, onClose }: { template: ListedTemplate; onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const cache = useQueryClient();
  const remove = useMutation(
    orpc.templates.remove.mutationOptions({
      onSuccess: async () => {
        tell('The template is removed.');
        await cache.invalidateQueries({ queryKey: orpc.templates.list.key() });
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title="Remove this template?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          <b>{template.name}</b> is removed for everybody in this workspace. Campaigns that were begun with its text keep their own copy.
        </p>
        <Problem error={remove.error} title="The template was not removed." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave it</Button>
          <Button
            variant="filled"
            color="rubric"
            loading={remove.isPending}
            onClick={() => remove.mutate({ workspaceId, templateId: template.id })}
            data-autofocus
          >
            Remove
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
