import { emailKey } from '../../shared/email-address.ts';
import { ConfigError } from '../config.ts';
import { createApiToken, findUserByEmail } from '../modules/identity/index.ts';
import { membershipsOf } from '../modules/workspaces/index.ts';
import { showId } from '../platform/ids.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/** Creates an API token that acts as a user in one of their workspaces. It is printed once. */
export async function tokenCreate({ config, email, workspace, name, days }: Options): Promise<Answer> {
  if (!email) throw new ConfigError('Tell --email, and if you like --workspace (its id or slug), --name and --days.');
  const lifetime = Number(days ?? 90);
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > 366) throw new ConfigError('--days must be a whole number from 1 to 366.');
  return withTools(config, async (tools) => {
    const { user, memberships } = await tools.database.inInstallation('sign_in', async (tx) => {
      const found = await findUserByEmail(tx, emailKey(email));
      return { user: found, memberships: found ? await membershipsOf(tx, found.id, tools.clock.now()) : [] };
    });
    const membership = workspace
      ? memberships.find((one) => one.slug === workspace || showId('workspace', one.workspaceId) === workspace)
      : memberships[0];
    if (!user || !membership) throw new ConfigError('No user with this address is a member of such a workspace.');
    const { workspaceId } = membership;
    const made = await createApiToken(tools, commandActor, { workspaceId, userId: user.id, name: name ?? 'Command line', days: lifetime });
    const data = {
      id: showId('token', made.id),
      token: made.token,
      workspaceId: showId('workspace', workspaceId),
      expiresAt: made.expiresAt.toISOString(),
    };
    return { data, text: made.token };
  });
}
