import type { Answer, Options, Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { openCopy } from './open-copy.ts';

/** Lists the lists of contacts, of which an audience is made. */
export async function listsList(options: Options, around: Surroundings): Promise<Answer> {
  const { api, workspaceId } = await openCopy(options, around);
  const { lists } = await api.lists.list({ workspaceId });
  return { data: { lists }, text: lists.map(({ id, name }) => `${id}  ${inOneLine(name)}`).join('\n') || 'There is no list.' };
}
