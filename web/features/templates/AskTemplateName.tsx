import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import type { ListedTemplate } from './shapes.ts';

/** Begins a template, empty or with the text of another, and goes there. */
export function AskTemplateName({ of, onClose }: { of?: ListedTemplate; onClose: () => void }) {
  const { id: workspaceId, slug } = useWorkspace();
  const [name, setName] = useState(of ? `${of.name.slice(0, 113)} (copy)` : '');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const made = {
    onSuccess: async ({ id }: { id: string }) => {
      onClose();
      await cache.invalidateQueries({ queryKey: orpc.templates.list.key() });
      await navigate({ to: '/w/$slug/templates/$templateId', params: { slug, templateId: id } });
    },
  };
  const create = useMutation(orpc.templates.create.mutationOptions(made));
  const duplicate = useMutation(orpc.templates.duplicate.mutationOptions(made));
  const busy = create.isPending || duplicate.isPending;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    if (of) duplicate.mutate({ workspaceId, templateId: of.id, name: name.trim() });
    else create.mutate({ workspaceId, name: name.trim(), subject: '', html: '' });
  };
  return (
    <Modal opened onClose={onClose} title={of ? 'Duplicate this template' : 'New template'} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label="Name"
          description="Only members see it."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          data-autofocus
        />
        <Problem error={create.error ?? duplicate.error} title="No template was made." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" variant="filled" loading={busy} disabled={name.trim() === ''}>
            {of ? 'Duplicate' : 'Create'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
