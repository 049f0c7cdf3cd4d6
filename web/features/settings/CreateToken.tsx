import { Button, Group, Modal, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { ShownOnce } from '../../ui/ShownOnce.tsx';
import { ChoosePermissions, readingOnly } from './ChoosePermissions.tsx';
import type { TokenPermission } from './token.ts';

/** Creates an API token, and shows it this once. */
export function CreateToken({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', days: 90 } });
  const [permissions, setPermissions] = useState<readonly TokenPermission[] | 'everything'>(readingOnly);
  const create = useMutation(
    orpc.workspaces.createToken.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.workspaces.tokens.key() }),
      // What is shown once is not kept in the browser's memory either.
      gcTime: 0,
    }),
  );
  const submit = (values: { name: string; days: number }) => {
    if (permissions === 'everything') create.mutate({ workspaceId: workspace.id, ...values });
    const mine = permissions === 'everything' ? [] : permissions.filter((one) => one === 'operator' || workspace.may(one));
    if (mine.length > 0) create.mutate({ workspaceId: workspace.id, ...values, permissions: mine });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Create an API token"
      closeOnClickOutside={!create.isSuccess}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {create.isSuccess ? (
        <ShownOnce
          label="The token"
          description="Copy it now. Only its hash is kept here, so it is not shown again."
          value={create.data.token}
          onClose={onClose}
        />
      ) : (
        <form className="stack" onSubmit={form.onSubmit(submit)}>
          <TextInput
            label="Name"
            description="What it is for, so that you know later what stops when you revoke it."
            required
            maxLength={80}
            data-autofocus
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <NumberInput
            label="Works for, in days"
            description="366 at most."
            min={1}
            max={366}
            required
            allowDecimal={false}
            key={form.key('days')}
            {...form.getInputProps('days')}
          />
          <ChoosePermissions value={permissions} onChange={setPermissions} />
          <Problem error={create.error} />
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>Not now</Button>
            <Button type="submit" variant="filled" loading={create.isPending}>
              Create the token
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
