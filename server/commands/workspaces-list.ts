import { recordEntry } from '../modules/audit/index.ts';
import type { Tx } from '../platform/database.ts';
import { installationId, showId } from '../platform/ids.ts';
import type { Answer, Options } from './command.ts';
import { inOneLine } from './plain-text.ts';
import { commandActor, withTools } from './with-tools.ts';

/** Names every workspace with its figures and its owners. Written down as read. */
export async function workspacesList({ config }: Options): Promise<Answer> {
  const workspaces = await withTools(config, (tools) =>
    tools.database.inInstallation('operator', async (tx) => {
      const all = await workspacesWithFigures(tx);
      const entry = { action: 'workspaces.read', details: { workspaces: all.length } } as const;
      await recordEntry(tools, tx, { workspaceId: installationId, actor: commandActor }, entry);
      return all;
    }),
  );
  const lines = workspaces.map(
    ({ id, slug, members, contacts, teamCampaigns, campaigns, mailboxes, owners }) =>
      `${id}  ${slug}  ${String(members)} members, ${String(contacts)} contacts, ${String(teamCampaigns + campaigns)} campaigns, ${String(mailboxes)} mailboxes  ${owners.map(inOneLine).join(', ')}`,
  );
  return { data: { workspaces }, text: lines.join('\n') || 'There is no workspace.' };
}

async function workspacesWithFigures(tx: Tx) {
  const rows = await tx
    .selectFrom('workspaces')
    .select(['workspaceId', 'slug', 'name', 'createdAt', 'endsAt'])
    .where('workspaceId', '!=', installationId)
    .orderBy('createdAt')
    .execute();
  const figures = await Promise.all(
    (['members', 'contacts', 'campaigns', 'outreachCampaigns', 'mailboxes'] as const).map((table) => rowsByWorkspace(tx, table)),
  );
  const owners = await ownersByWorkspace(tx);
  return rows.map(({ workspaceId, slug, name, createdAt, endsAt }) => {
    const [members = 0, contacts = 0, campaigns = 0, teamCampaigns = 0, mailboxes = 0] = figures.map(
      (counts) => counts.get(workspaceId) ?? 0,
    );
    return {
      ...{ id: showId('workspace', workspaceId), slug, name, createdAt: createdAt.toISOString(), endsAt: endsAt?.toISOString() ?? null },
      ...{ members, contacts, campaigns, teamCampaigns, mailboxes, owners: owners.get(workspaceId) ?? [] },
    };
  });
}

async function rowsByWorkspace(
  tx: Tx,
  table: 'members' | 'contacts' | 'campaigns' | 'outreachCampaigns' | 'mailboxes',
): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom(table)
    .select((select) => ['workspaceId', select.fn.countAll<number>().as('count')])
    .groupBy('workspaceId')
    .execute();
  return new Map(rows.map(({ workspaceId, count }) => [workspaceId, count]));
}

async function ownersByWorkspace(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['members.workspaceId', 'users.email'])
    .where('members.role', '=', 'owner')
    .orderBy('users.email')
    .execute();
  return new Map([...Map.groupBy(rows, ({ workspaceId }) => workspaceId)].map(([id, owners]) => [id, owners.map(({ email }) => email)]));
}
