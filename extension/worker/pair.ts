import { askServer, type Answer } from './ask-server.ts';
import { keepConnection, keepContact } from './kept.ts';
import { readServerAddress } from './server-address.ts';

/** Takes a code to the server for a token, and keeps what it gives. The token leaves the worker with questions to that server alone. */
export async function pair(typed: string, code: string): Promise<{ ok: boolean; sentence: string }> {
  const address = readServerAddress(typed);
  if (!address.ok) return address;
  const { server } = address;
  const answer = await askServer(server, '/pairings', { load: { body: { code } } });
  const paired = answer.kind === 'done' ? readPaired(answer.body) : undefined;
  if (!paired) return { ok: false, sentence: whyNot(answer) };
  await keepConnection({ server, ...paired });
  await keepContact({ at: new Date().toISOString(), ok: true, sentence: 'Connected.' });
  return { ok: true, sentence: `Connected to ${paired.workspaceName}.` };
}

function readPaired(body: unknown) {
  const { token, endsAt, workspace } = body as {
    token?: unknown;
    endsAt?: unknown;
    workspace?: { id?: unknown; name?: unknown; slug?: unknown };
  };
  if (
    typeof token !== 'string' ||
    typeof endsAt !== 'string' ||
    typeof workspace?.id !== 'string' ||
    typeof workspace.name !== 'string' ||
    typeof workspace.slug !== 'string'
  )
    return undefined;
  return { token, endsAt, workspaceId: workspace.id, workspaceName: workspace.name, slug: workspace.slug };
}

const whyNot = (answer: Answer) => (answer.kind === 'done' ? 'Something else than Antiphon answers at this address.' : answer.sentence);
