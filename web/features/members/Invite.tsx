import { Button, Group, Modal, Radio, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { mayAssign, type Role } from '../../../shared/permissions.ts';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { roleWords } from './role-words.ts';
import { useRefresh } from './use-refresh.ts';

/** Invites someone by mail, with a role that the reader may give. */
export function Invite({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const refresh = useRefresh();
  const given = mayAssign(workspace.role);
  const form = useForm<{ email: string; role: Role }>({ mode: 'uncontrolled', initialValues: { email: '', role: 'agent' } });
  const invite = useMutation(
    orpc.workspaces.invite.mutationOptions({
      onSuccess: async ({ email }) => {
        tell(`An invitation is on its way to ${email}.`);
        onClose();
        await refresh();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title="Invite a member" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={form.onSubmit((values) => invite.mutate({ workspaceId: workspace.id, ...values }))}>
        <TextInput
          label="E-mail address"
          description="The link in the message works for this address alone, once, for a few days."
          type="email"
          required
          data-autofocus
          autoComplete="off"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <Radio.Group label="Role" key={form.key('role')} {...form.getInputProps('role')}>
          {given.map((role) => (
            <Radio key={role} value={role} label={role} description={roleWords[role]} mt="xs" />
          ))}
        </Radio.Group>
        <Problem error={invite.error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" variant="filled" loading={invite.isPending}>
            Send the invitation
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
