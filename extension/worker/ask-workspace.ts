import { askServer, type Answer, type Load } from './ask-server.ts';
import { keepContact, readConnection, type Connection } from './kept.ts';

/** Asks something of the workspace that the extension is connected to, and remembers when it last answered. */
export const askWorkspace = async (path: string): Promise<Answer> => askOf(await readConnection(), path);

/** The same, of one connection through several questions that belong together. */
export async function askOf(connection: Connection | undefined, path: string, load?: Load): Promise<Answer> {
  if (!connection) return { kind: 'signed_out', sentence: 'The extension is not connected to a server.' };
  const { server, token, workspaceId } = connection;
  const answer = await askServer(server, `/workspaces/${workspaceId}${path}`, { token, load });
  const at = new Date().toISOString();
  // A refusal is an answer too: the connection is as it should be.
  if (answer.kind === 'done' || answer.kind === 'refused') await keepContact({ at, ok: true, sentence: 'The server answered.' });
  else await keepContact({ at, ok: false, sentence: answer.sentence });
  return answer;
}
