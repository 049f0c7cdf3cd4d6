import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Evidence } from '../../../platform/evidence.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { deleteInvitationsTo, letEnd, membershipsOf, rolesIn, type Membership } from '../../workspaces/index.ts';
import { countOfUser, deleteUser, userAndOperators } from './store.ts';
import type { Wiped } from './wiped.ts';

/** What goes with an account, and what keeps it from being deleted. */
export interface BeforeErasure {
  /** Workspaces with other members and no other owner. */
  onlyOwnerOf: Membership[];
  onlyOperator: boolean;
  /** Workspaces with no other member: they go too. */
  endsWith: Membership[];
  /** Those that go on without this user. */
  goOn: Membership[];
}

/** Looks what deleting an account would mean; held, everything looked at stays true until the transaction ends. */
export async function beforeErasure(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  userId: string,
  { held }: { held: boolean },
): Promise<BeforeErasure & { emailKey: string }> {
  const people = await userAndOperators(tx, userId, { held });
  const user = people.find(({ id }) => id === userId);
  if (!user) throw notFound('user');
  const found: BeforeErasure = { onlyOwnerOf: [], onlyOperator: false, endsWith: [], goOn: [] };
  found.onlyOperator = user.operatorSince !== null && people.every(({ id, operatorSince }) => id === userId || operatorSince === null);
  const memberships = (await membershipsOf(tx, userId, tools.clock.now())).toSorted((a, b) => (a.workspaceId < b.workspaceId ? -1 : 1));
  for (const membership of memberships) {
    const others = (await rolesIn(tx, membership.workspaceId, { held })).filter((one) => one.userId !== userId);
    if (others.length === 0) found.endsWith.push(membership);
    else if (membership.role === 'owner' && !others.some(({ role }) => role === 'owner')) found.onlyOwnerOf.push(membership);
    else found.goOn.push(membership);
  }
  return { ...found, emailKey: user.emailKey };
}

/**
 * Deletes an account at once and for good: address, password, second factor, sessions, API tokens, memberships, known browsers, invitations that
 * wait for the address, and workspaces without another member. Texts and campaigns stay with their workspaces and no longer say who wrote them;
 * audit entries stay under a number that belongs to nobody. Needs a transaction over the whole installation.
 *
 * The address gets no tombstone: whoever leaves may be invited again and is then somebody new. That no restored backup brings this account back is
 * kept by its number, outside the database.
 * @returns what was deleted, and the lines to be noted outside the database as the last thing before the commit
 * @throws Refusal while the user is the only owner of a workspace with others in it, or the only operator
 */
export async function eraseUser(tools: Tools, tx: Tx, actor: Actor, userId: string): Promise<{ wiped: Wiped; lines: Evidence[] }> {
  const now = tools.clock.now();
  const { emailKey, onlyOwnerOf, onlyOperator, endsWith, goOn } = await beforeErasure(tools, tx, userId, { held: true });
  if (onlyOperator) throw stillOperator();
  if (onlyOwnerOf.length > 0) throw stillOwner(onlyOwnerOf);
  const counted = await countOfUser(tx, userId);
  const invitations = await deleteInvitationsTo(tx, emailKey);
  await deleteUser(tx, userId);
  const subject = { kind: 'user', id: userId };
  const lines: Evidence[] = [];
  for (const { workspaceId } of endsWith) lines.push(await letEnd(tools, tx, actor, { workspaceId, endsAt: now }));
  if (endsWith.length > 0) await tools.enqueue(tx, 'end-workspaces', {});
  for (const { workspaceId } of goOn) await recordEntry(tools, tx, { workspaceId, actor }, { action: 'member.left', subject });
  const wiped = { ...counted, invitations, workspacesDeleted: endsWith.length };
  await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'account.deleted', subject, details: { ...wiped } });
  return { wiped, lines: [...lines, { kind: 'account_deleted', at: now.toISOString(), userId }] };
}

const stillOperator = () =>
  new Refusal(
    'refused',
    'only_operator',
    'Nobody else runs this copy. Make another operator first (the command “user create” with --operator), then delete your account.',
  );

function stillOwner(workspaces: readonly Membership[]): Refusal {
  const names = workspaces.map(({ name }) => `“${name}”`).join(', ');
  return new Refusal(
    'refused',
    'only_owner',
    `You are the only owner of ${names}, where others are members. Make somebody else an owner there, or delete the workspace first.`,
  );
}
