import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mayAssign } from '../../../shared/permissions.ts';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Invitations } from './Invitations.tsx';
import { Invite } from './Invite.tsx';
import { MemberTable } from './MemberTable.tsx';

/** Who works in the workspace, with which role, and who is invited. */
export function Members() {
  const workspace = useWorkspace();
  const [inviting, setInviting] = useState(false);
  const members = useQuery(orpc.workspaces.members.queryOptions({ input: { workspaceId: workspace.id } }));
  const mayInvite = workspace.may('members.change') && mayAssign(workspace.role).length > 0;
  useActions(mayInvite ? [{ id: 'invite', label: 'Invite a member', group: 'Do', keys: 'i', run: () => setInviting(true) }] : []);
  const invited = members.data?.invitations.length ?? 0;
  const counted = members.data
    ? `${plural(members.data.members.length, 'member')}${invited > 0 ? `, ${plural(invited, 'open invitation')}` : ''}. `
    : '';
  const lede = `${counted}A role decides what a member sees and may do.`;
  const invite = (
    <Button variant="filled" leftSection={<IconUserPlus size={18} stroke={1.5} />} onClick={() => setInviting(true)}>
      Invite a member
    </Button>
  );
  return (
    <>
      <PageHead title="Members" lede={lede} actions={mayInvite ? invite : undefined} />
      <Loaded query={members} title="The members could not be shown.">
        {(data) => (
          <>
            <MemberTable members={data.members} />
            {data.invitations.length > 0 && <Invitations invitations={data.invitations} />}
          </>
        )}
      </Loaded>
      {inviting && <Invite onClose={() => setInviting(false)} />}
    </>
  );
}
