import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { changeRole, removeMember, type BeforeLeaving } from './change-role.ts';
import { endWorkspace, keepWorkspace } from './ending/end-workspace.ts';
import { inviteMember } from './invite-member.ts';
import { deleteInvitation, findWorkspace, firstSteps, listMembers, openInvitations, updateWorkspace } from './store.ts';

type Invitation = Awaited<ReturnType<typeof openInvitations>>[number];

const shownInvitation = (row: Invitation) => ({
  id: showId('invitation', row.id),
  email: row.email,
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

/** A workspace and its members. */
export function workspaceRoutes(tools: Tools, beforeLeaving: BeforeLeaving) {
  return {
    show: api.workspaces.show.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const row = await findWorkspace(tx, workspaceId);
        if (!row) throw notFound('workspace');
        const checklist = await firstSteps(tx, workspaceId);
        return {
          ...row,
          id: showId('workspace', workspaceId),
          createdAt: row.createdAt.toISOString(),
          endsAt: row.endsAt?.toISOString() ?? null,
          checklist,
        };
      });
    }),
    change: api.workspaces.change.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const change = {
        ...(input.name !== undefined ? { name: input.name } : {}),
        ...(input.secondFactorRequired !== undefined ? { secondFactorRequired: input.secondFactorRequired } : {}),
        ...(input.approvalRequired !== undefined ? { approvalRequired: input.approvalRequired } : {}),
      };
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (Object.keys(change).length > 0) await updateWorkspace(tx, workspaceId, change);
        const details = {
          renamed: input.name !== undefined,
          secondFactorRequired: input.secondFactorRequired ?? null,
          approvalRequired: input.approvalRequired ?? null,
        };
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, { action: 'workspace.changed', details });
        return { done: true as const };
      });
    }),
    end: api.workspaces.end.handler(async ({ input, context }) => {
      const { endsAt } = await endWorkspace(tools, actorOf(context), memberOf(context), input.name);
      return { endsAt: endsAt.toISOString() };
    }),
    keep: api.workspaces.keep.handler(async ({ context }) => {
      await keepWorkspace(tools, actorOf(context), memberOf(context));
      return { done: true as const };
    }),
    members: api.workspaces.members.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const members = await listMembers(tx, workspaceId);
        const invitations = await openInvitations(tx, workspaceId, tools.clock.now());
        await recordEntry(
          tools,
          tx,
          { workspaceId, actor: actorOf(context) },
          { action: 'members.read', details: { members: members.length } },
        );
        return {
          members: members.map(({ id, name, email, role, joinedAt, totpEnabledAt }) => ({
            userId: showId('user', id),
            name,
            email,
            role,
            joinedAt: joinedAt.toISOString(),
            secondFactor: totpEnabledAt !== null,
          })),
          invitations: invitations.map(shownInvitation),
        };
      });
    }),
    invite: api.workspaces.invite.handler(async ({ input, context }) =>
      shownInvitation(await inviteMember(tools, actorOf(context), memberOf(context), input)),
    ),
    withdrawInvitation: api.workspaces.withdrawInvitation.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('invitation', input.invitationId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await deleteInvitation(tx, workspaceId, id))) throw notFound('invitation');
        await recordEntry(
          tools,
          tx,
          { workspaceId, actor: actorOf(context) },
          { action: 'invitation.withdrawn', subject: { kind: 'invitation', id } },
        );
        return { done: true as const };
      });
    }),
    changeRole: api.workspaces.changeRole.handler(async ({ input, context }) => {
      await changeRole(tools, actorOf(context), memberOf(context), { userId: readId('user', input.userId), role: input.role });
      return { done: true as const };
    }),
    removeMember: api.workspaces.removeMember.handler(async ({ input, context }) => {
      await removeMember(tools, actorOf(context), memberOf(context), { userId: readId('user', input.userId), beforeLeaving });
      return { done: true as const };
    }),
  };
}
