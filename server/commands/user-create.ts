import { ConfigError } from '../config.ts';
import { createUserByCommand } from '../modules/identity/index.ts';
import { showId } from '../platform/ids.ts';
import type { Answer, Options } from './command.ts';
import { commandActor, withTools } from './with-tools.ts';

/** Creates a user who owns a new workspace. The first user of a copy is its operator. */
export async function userCreate({ config, email, name, password, workspace, operator }: Options): Promise<Answer> {
  if (!email || !password) throw new ConfigError('Tell --email and --password, and if you like --name, --workspace and --operator.');
  const owner = { email, password, name: name ?? email.split('@')[0] ?? email, workspaceName: workspace ?? 'Workspace', operator };
  const made = await withTools(config, (tools) => createUserByCommand(tools, commandActor, owner));
  const data = { userId: showId('user', made.userId), workspaceId: showId('workspace', made.workspaceId), slug: made.slug };
  return { data, text: `Created ${data.userId}, owner of ${data.workspaceId} (${made.slug}).` };
}
