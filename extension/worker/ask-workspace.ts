import { askServer, type Answer, type Load } from './ask-server.ts';
import { keepContact, readConnection } from './kept.ts';

/** Asks something of the workspace that the extension is connected to, and remembers when it last answered. */
export async function askWorkspace(path: string, load?: Load): Promise<Answer> {
  const connection = await readConnection();
  if (!connection) return { kind: 'signed_out', sentence: 'The extension is not connected to a server.' };
  const { server, token, workspaceId } = connection;
  const answer = await askServer(server, `/workspaces/${workspaceId}${path}`, { token, load });
  const at = new Date().toISOString();
  // A refusal is an answer too: the connection is as it should be.
  if (answer.kind === 'done' || answer.kind === 'refused') await keepContact({ at, ok: true, sentence: 'The server answered.' });
  else await keepContact({ at, ok: false, sentence: answer.sentence });
  return answer;
}
