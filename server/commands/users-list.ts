import { recordEntry } from '../modules/audit/index.ts';
import type { Tx } from '../platform/database.ts';
import { installationId, showId } from '../platform/ids.ts';
import { Misuse, type Answer, type Options } from './command.ts';
import { inOneLine } from './plain-text.ts';
import { commandActor, withTools } from './with-tools.ts';

interface ShownUser {
  id: string;
  email: string;
  operator: boolean;
  secondFactor: boolean;
  createdAt: string;
  workspaces: { id: string; slug: string; role: string }[];
}

/** Names every user of the copy and where each is a member. Written down as read. */
export async function usersList({ config, workspace }: Options): Promise<Answer> {
  const users = await withTools(config, (tools) =>
    tools.database.inInstallation('operator', async (tx) => {
      const all = await usersWithPlaces(tx);
      const meant =
        workspace === undefined
          ? all
          : all.filter((user) => user.workspaces.some(({ id, slug }) => id === workspace || slug === workspace));
      if (workspace !== undefined && meant.length === 0) throw new Misuse('There is no workspace with this id or slug.');
      const entry = { action: 'users.read', details: { users: meant.length } } as const;
      await recordEntry(tools, tx, { workspaceId: installationId, actor: commandActor }, entry);
      return meant;
    }),
  );
  const lines = users.map(({ id, email, operator, secondFactor, workspaces }) => {
    const marks = [...(operator ? ['operator'] : []), ...(secondFactor ? ['second factor'] : [])];
    const places = workspaces.map(({ slug, role }) => `${slug} (${role})`).join(', ') || 'nowhere a member';
    return `${id}  ${inOneLine(email)}  ${places}${marks.length > 0 ? `  ${marks.join(', ')}` : ''}`;
  });
  return { data: { users }, text: lines.join('\n') || 'There is no user.' };
}

async function usersWithPlaces(tx: Tx): Promise<ShownUser[]> {
  const rows = await tx
    .selectFrom('users')
    .leftJoin('members', 'members.userId', 'users.id')
    .leftJoin('workspaces', 'workspaces.workspaceId', 'members.workspaceId')
    .select([
      'users.id',
      'users.email',
      'users.operatorSince',
      'users.totpEnabledAt',
      'users.createdAt',
      'members.workspaceId',
      'members.role',
      'workspaces.slug',
    ])
    .orderBy('users.createdAt')
    .orderBy('users.id')
    .orderBy('workspaces.slug')
    .execute();
  const found = new Map<string, ShownUser>();
  for (const { id, email, operatorSince, totpEnabledAt, createdAt, workspaceId, role, slug } of rows) {
    const shown = { id: showId('user', id), email, operator: operatorSince !== null, secondFactor: totpEnabledAt !== null };
    const user = found.get(id) ?? { ...shown, createdAt: createdAt.toISOString(), workspaces: [] };
    if (workspaceId !== null && role !== null && slug !== null) user.workspaces.push({ id: showId('workspace', workspaceId), slug, role });
    found.set(id, user);
  }
  return [...found.values()];
}
