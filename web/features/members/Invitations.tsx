import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type Api, orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import classes from './Invitations.module.css';
import { useRefresh } from './use-refresh.ts';

type Invitation = Awaited<ReturnType<Api['workspaces']['members']>>['invitations'][number];

/** Who is invited and has not joined yet. */
export function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  const workspace = useWorkspace();
  const refresh = useRefresh();
  const withdraw = useMutation(
    orpc.workspaces.withdrawInvitation.mutationOptions({
      onSuccess: async () => {
        tell('The invitation is withdrawn; its link no longer works.');
        await refresh();
      },
    }),
  );
  const columns: Column<Invitation>[] = [
    { key: 'email', head: 'Address', width: '38%', cell: (invitation) => <b>{invitation.email}</b> },
    { key: 'role', head: 'Role', cell: (invitation) => invitation.role },
    { key: 'sent', head: 'Invited', cell: (invitation) => <When at={invitation.createdAt} as="day" /> },
    { key: 'until', head: 'Link works until', cell: (invitation) => <When at={invitation.expiresAt} /> },
    {
      key: 'withdraw',
      head: 'Actions',
      actions: true,
      cell: (invitation) =>
        workspace.may('members.change') && (
          <Button
            size="compact-sm"
            loading={withdraw.isPending && withdraw.variables.invitationId === invitation.id}
            onClick={() => withdraw.mutate({ workspaceId: workspace.id, invitationId: invitation.id })}
            aria-label={`Withdraw the invitation of ${invitation.email}`}
          >
            Withdraw
          </Button>
        ),
    },
  ];
  return (
    <section className={classes.invitations} aria-labelledby="invitations">
      <h2 id="invitations">Open invitations</h2>
      <Problem error={withdraw.error} />
      <DataTable caption="Open invitations" columns={columns} rows={invitations} rowKey={(invitation) => invitation.id} />
    </section>
  );
}
