import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { mayAssign, type Role } from '../../../shared/permissions.ts';
import { orpc } from '../../api.ts';
import { useMe, useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import type { Member } from './member.ts';
import { RemoveMember } from './RemoveMember.tsx';
import { RoleSelect } from './RoleSelect.tsx';
import { useRefresh } from './use-refresh.ts';

/** The members; who may, changes a role on the spot or removes a member. */
export function MemberTable({ members }: { members: readonly Member[] }) {
  const me = useMe();
  const workspace = useWorkspace();
  const refresh = useRefresh();
  const [removing, setRemoving] = useState<Member>();
  const change = useMutation(
    orpc.workspaces.changeRole.mutationOptions({
      onSuccess: async (_, { userId, role }) => {
        tell(`${members.find((one) => one.userId === userId)?.name ?? 'The member'} is now ${role}.`);
        await refresh();
      },
    }),
  );
  const mayTouch = (member: Member) => workspace.may('members.change') && mayAssign(workspace.role).includes(member.role);
  const columns: Column<Member>[] = [
    {
      key: 'name',
      head: 'Member',
      width: '38%',
      cell: (member) => (
        <>
          <b>{member.name}</b>
          {member.userId === me.id && <span className="faint"> (you)</span>}
          <div className="faint">{member.email}</div>
        </>
      ),
    },
    {
      key: 'role',
      head: 'Role',
      cell: (member) =>
        mayTouch(member) ? (
          <RoleSelect
            size="xs"
            w={110}
            aria-label={`Role of ${member.name}`}
            value={member.role}
            disabled={change.isPending}
            onChange={(event) =>
              change.mutate({ workspaceId: workspace.id, userId: member.userId, role: event.currentTarget.value as Role })
            }
          />
        ) : (
          member.role
        ),
    },
    { key: 'factor', head: 'Second factor', cell: (member) => <State of={member.secondFactor ? 'on' : 'off'} /> },
    { key: 'joined', head: 'Joined', cell: (member) => <When at={member.joinedAt} as="day" /> },
    {
      key: 'remove',
      head: 'Actions',
      actions: true,
      cell: (member) =>
        mayTouch(member) && (
          <Button size="compact-sm" onClick={() => setRemoving(member)} aria-label={`Remove ${member.name}`}>
            Remove
          </Button>
        ),
    },
  ];
  return (
    <>
      <Problem error={change.error} title="The role stays as it was." />
      <DataTable caption="Members" columns={columns} rows={members} rowKey={(member) => member.userId} />
      {removing && <RemoveMember member={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}
