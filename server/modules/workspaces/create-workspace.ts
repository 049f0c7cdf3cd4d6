import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { insertMember, insertWorkspace, slugsLike } from './store.ts';
import { slugFrom } from './workspace.ts';

/** Makes a workspace with its first owner. Needs a transaction over the whole installation. */
export async function createWorkspace(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  actor: Actor,
  input: { name: string; ownerId: string },
): Promise<{ workspaceId: string; slug: string }> {
  const now = tools.clock.now();
  const workspaceId = newId(tools.clock);
  const wanted = slugFrom(input.name, 'workspace');
  const taken = new Set(await slugsLike(tx, wanted));
  let slug = wanted;
  for (let number = 2; taken.has(slug); number++) slug = `${wanted}-${number}`;
  await insertWorkspace(tx, { workspaceId, slug, name: input.name, createdAt: now });
  await insertMember(tx, { workspaceId, userId: input.ownerId, role: 'owner', joinedAt: now });
  await recordEntry(tools, tx, { workspaceId, actor }, { action: 'workspace.created', subject: { kind: 'workspace', id: workspaceId } });
  return { workspaceId, slug };
}
