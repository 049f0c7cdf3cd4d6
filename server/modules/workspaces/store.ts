import { emailKey } from '../../../shared/email-address.ts';
import type { Role } from '../../../shared/permissions.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Membership } from './workspace.ts';

/** Every workspace that a user is a member of. Needs a transaction over the whole installation. */
export async function membershipsOf(tx: Tx, userId: string, now: Date): Promise<Membership[]> {
  const rows = await tx
    .selectFrom('members')
    .innerJoin('workspaces', 'workspaces.workspaceId', 'members.workspaceId')
    .select([
      'members.workspaceId',
      'members.role',
      'workspaces.name',
      'workspaces.slug',
      'workspaces.secondFactorRequired',
      'workspaces.endsAt',
    ])
    .where('members.userId', '=', userId)
    .where((where) => where.or([where('workspaces.endsAt', 'is', null), where('workspaces.endsAt', '>', now)]))
    .orderBy('members.joinedAt')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

export async function slugsLike(tx: Tx, slug: string): Promise<string[]> {
  const rows = await tx.selectFrom('workspaces').select('slug').where('slug', 'like', `${slug}%`).execute();
  return rows.map((row) => row.slug);
}

export async function insertWorkspace(
  tx: Tx,
  workspace: { workspaceId: string; slug: string; name: string; createdAt: Date },
): Promise<void> {
  await tx.insertInto('workspaces').values(workspace).execute();
}

export async function findWorkspace(tx: Tx, workspaceId: string) {
  return tx.selectFrom('workspaces').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function findWorkspaceBySlug(tx: Tx, slug: string) {
  return tx.selectFrom('workspaces').selectAll().where('slug', '=', slug).where('workspaceId', '!=', installationId).executeTakeFirst();
}

export async function updateWorkspace(
  tx: Tx,
  workspaceId: string,
  change: { name?: string; secondFactorRequired?: boolean; approvalRequired?: boolean },
): Promise<void> {
  await tx.updateTable('workspaces').set(change).where('workspaceId', '=', workspaceId).execute();
}

export async function listMembers(tx: Tx, workspaceId: string) {
  const rows = await tx
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['users.id', 'users.name', 'users.email', 'users.totpEnabledAt', 'members.role', 'members.joinedAt'])
    .where('members.workspaceId', '=', workspaceId)
    .orderBy('members.joinedAt')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

/** Locks the workspace's memberships, so that two demotions at once cannot leave it without an owner. */
export async function lockMembers(tx: Tx, workspaceId: string): Promise<{ userId: string; role: Role }[]> {
  return rolesIn(tx, workspaceId, { held: true });
}

/** Who is a member with which role; held, if asked, until the transaction ends. */
export async function rolesIn(tx: Tx, workspaceId: string, { held }: { held: boolean }): Promise<{ userId: string; role: Role }[]> {
  const rows = await tx
    .selectFrom('members')
    .select(['userId', 'role'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('userId')
    .$if(held, (query) => query.forUpdate())
    .execute();
  return rows.map((row) => ({ userId: row.userId, role: row.role as Role }));
}

export async function insertMember(tx: Tx, member: { workspaceId: string; userId: string; role: Role; joinedAt: Date }): Promise<boolean> {
  const row = await tx
    .insertInto('members')
    .values(member)
    .onConflict((conflict) => conflict.doNothing())
    .returning('userId')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateRole(tx: Tx, workspaceId: string, userId: string, role: Role): Promise<void> {
  await tx.updateTable('members').set({ role }).where('workspaceId', '=', workspaceId).where('userId', '=', userId).execute();
}

export async function deleteMember(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx.deleteFrom('members').where('workspaceId', '=', workspaceId).where('userId', '=', userId).execute();
  await tx.deleteFrom('apiTokens').where('workspaceId', '=', workspaceId).where('userId', '=', userId).execute();
}

export interface NewInvitation {
  workspaceId: string;
  id: string;
  email: string;
  role: Role;
  tokenHash: Buffer;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertInvitation(tx: Tx, invitation: NewInvitation): Promise<void> {
  await tx.insertInto('invitations').values(invitation).execute();
}

export async function openInvitations(tx: Tx, workspaceId: string, now: Date) {
  const rows = await tx
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'createdAt', 'expiresAt'])
    .where('workspaceId', '=', workspaceId)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

export async function findInvitation(tx: Tx, workspaceId: string, id: string) {
  const row = await tx.selectFrom('invitations').selectAll().where('workspaceId', '=', workspaceId).where('id', '=', id).executeTakeFirst();
  return row && { ...row, role: row.role as Role };
}

/** The open invitation that a link's token belongs to, with its workspace. Needs a transaction over the whole installation. */
export async function findInvitationByToken(tx: Tx, tokenHash: Buffer, now: Date) {
  const row = await tx
    .selectFrom('invitations')
    .innerJoin('workspaces', 'workspaces.workspaceId', 'invitations.workspaceId')
    .select(['invitations.workspaceId', 'invitations.id', 'invitations.email', 'invitations.role', 'workspaces.name as workspaceName'])
    .where('invitations.tokenHash', '=', tokenHash)
    .where('invitations.expiresAt', '>', now)
    .where((where) => where.or([where('workspaces.endsAt', 'is', null), where('workspaces.endsAt', '>', now)]))
    .executeTakeFirst();
  return row && { ...row, role: row.role as Role };
}

/** Uses an invitation up. False when somebody else was quicker. */
export async function deleteInvitation(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('invitations')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes invitations to an address in all its spellings, in every workspace. Gives how many. Needs a transaction over the whole installation. */
export async function deleteInvitationsTo(tx: Tx, key: string): Promise<number> {
  const open = await tx.selectFrom('invitations').select(['workspaceId', 'id', 'email']).execute();
  let deleted = 0;
  for (const { workspaceId, id, email } of open) if (emailKey(email) === key && (await deleteInvitation(tx, workspaceId, id))) deleted += 1;
  return deleted;
}

/** How many of the first steps a new workspace has taken. */
export async function firstSteps(tx: Tx, workspaceId: string) {
  const row = await tx
    .selectNoFrom((select) => [
      select.exists(select.selectFrom('campaigns').select('id').where('workspaceId', '=', workspaceId)).as('campaign'),
      select.exists(select.selectFrom('campaignRecipients').select('id').where('workspaceId', '=', workspaceId)).as('recipients'),
      select
        .exists(
          select.selectFrom('auditEntries').select('seq').where('workspaceId', '=', workspaceId).where('action', '=', 'campaign.tested'),
        )
        .as('testMessage'),
      select
        .exists(select.selectFrom('campaigns').select('id').where('workspaceId', '=', workspaceId).where('publishedAt', 'is not', null))
        .as('published'),
      select
        .exists(select.selectFrom('campaignCounts').select('day').where('workspaceId', '=', workspaceId).where('accepted', '>', 0))
        .as('firstLetter'),
    ])
    .executeTakeFirstOrThrow();
  return Object.fromEntries(Object.entries(row).map(([step, taken]) => [step, Boolean(taken)])) as Record<keyof typeof row, boolean>;
}

/** Every workspace with its size, for the operator. */
export async function allWorkspaces(tx: Tx) {
  return tx
    .selectFrom('workspaces')
    .select((select) => [
      'workspaces.workspaceId',
      'workspaces.name',
      select
        .selectFrom('members')
        .select((count) => count.fn.countAll<number>().as('members'))
        .whereRef('members.workspaceId', '=', 'workspaces.workspaceId')
        .as('members'),
      select
        .selectFrom('campaigns')
        .select((count) => count.fn.countAll<number>().as('campaigns'))
        .whereRef('campaigns.workspaceId', '=', 'workspaces.workspaceId')
        .as('campaigns'),
    ])
    .where('workspaceId', '!=', installationId)
    .orderBy('createdAt')
    .execute();
}
