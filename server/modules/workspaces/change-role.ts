import { mayAssign, type Role } from '../../../shared/permissions.ts';
import { notAllowed, notFound, Refusal } from '../../platform/errors.ts';
import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteMember, lockMembers, updateRole } from './store.ts';

/** Gives a member another role, at once for all their sessions and tokens. The last owner stays one. */
export async function changeRole(tools: Tools, actor: Actor, member: Member, input: { userId: string; role: Role }): Promise<void> {
  await tools.database.inWorkspace(member.workspaceId, async (tx) => {
    const before = await memberWhoMayBeTouched(tx, member, input.userId);
    if (!before.assignable.includes(input.role)) throw notAllowed();
    if (before.role === 'owner' && input.role !== 'owner') refuseLastOwner(before.owners);
    await updateRole(tx, member.workspaceId, input.userId, input.role);
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      {
        action: 'member.role_changed',
        subject: { kind: 'user', id: input.userId },
        details: { from: before.role, to: input.role },
      },
    );
  });
}

/** Told before a member is removed; `routes.ts` passes it in: what they connected is held. */
export type BeforeLeaving = (tx: Tx, actor: Actor, gone: { workspaceId: string; userId: string }) => Promise<void>;

/** Removes a member and the API tokens that they have in this workspace. The last owner cannot be removed. */
export async function removeMember(
  tools: Tools,
  actor: Actor,
  member: Member,
  { userId, beforeLeaving }: { userId: string; beforeLeaving: BeforeLeaving },
): Promise<void> {
  await tools.database.inWorkspace(member.workspaceId, async (tx) => {
    const before = await memberWhoMayBeTouched(tx, member, userId);
    if (before.role === 'owner') refuseLastOwner(before.owners);
    await beforeLeaving(tx, actor, { workspaceId: member.workspaceId, userId });
    await deleteMember(tx, member.workspaceId, userId);
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      { action: 'member.removed', subject: { kind: 'user', id: userId } },
    );
  });
}

/** Judged by the roles under the lock: whoever was demoted since the call began touches nobody any more. */
async function memberWhoMayBeTouched(tx: Tx, member: Member, userId: string) {
  const all = await lockMembers(tx, member.workspaceId);
  const touched = all.find((one) => one.userId === userId);
  if (!touched) throw notFound('member');
  const acting = all.find((one) => one.userId === member.userId);
  const assignable = acting ? mayAssign(acting.role) : [];
  if (!assignable.includes(touched.role)) throw notAllowed();
  return { role: touched.role, assignable, owners: all.filter((one) => one.role === 'owner').length };
}

function refuseLastOwner(owners: number): void {
  if (owners < 2) throw new Refusal('refused', 'last_owner', 'A workspace needs an owner. Make somebody else an owner first.');
}
