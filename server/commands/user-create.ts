import { text } from 'node:stream/consumers';
import { createUserByCommand } from '../modules/identity/index.ts';
import { showId } from '../platform/ids.ts';
import { Misuse, type Answer, type Options } from './command.ts';
import { readGivenFile } from './read-given-file.ts';
import { commandActor, withTools } from './with-tools.ts';

/** Creates a user who owns a new workspace. The first user of a copy is its operator. */
export async function userCreate(options: Options): Promise<Answer> {
  const { config, email = '', name, workspace, operator } = options;
  const password = await passwordOf(options);
  const owner = { email, password, name: name ?? email.split('@')[0] ?? email, workspaceName: workspace ?? 'Workspace', operator };
  const made = await withTools(config, (tools) => createUserByCommand(tools, commandActor, owner));
  const data = { userId: showId('user', made.userId), workspaceId: showId('workspace', made.workspaceId), slug: made.slug };
  return { data, text: `Created ${data.userId}, owner of ${data.workspaceId} (${made.slug}).` };
}

const mostBytes = 4_000;

async function passwordOf({ password, 'password-file': file }: Options): Promise<string> {
  if ((password === undefined) === (file === undefined))
    throw new Misuse('“user create” needs --password-file FILE, with - for what comes on standard input, or --password WORDS; not both.');
  if (file === undefined) return password ?? '';
  const words = file === '-' ? await text(process.stdin) : new TextDecoder().decode(await readGivenFile(file, mostBytes));
  // An editor ends the last line, and nobody means that as a part of it.
  return words.replace(/\r?\n$/, '');
}
