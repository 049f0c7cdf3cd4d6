import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Evidence } from '../../../platform/evidence.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { listMembers } from '../store.ts';
import { daysBeforeEnd, unlessEnded } from '../workspace.ts';
import { pauseAll } from './pause-all.ts';
import { lockWorkspace, setEnd } from './store.ts';

/**
 * Sets the end of a workspace, seven days ahead, once its name was typed. Its campaigns are paused at once and cannot be published, every member gets
 * a mail, and until then an owner may keep it.
 */
export async function endWorkspace(tools: Tools, actor: Actor, member: Member, typedName: string): Promise<{ endsAt: Date }> {
  const { workspaceId } = member;
  const endsAt = new Date(tools.clock.now().getTime() + daysBeforeEnd * 86_400_000);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const workspace = await lockWorkspace(tx, workspaceId);
    if (workspace?.endsAt) throw new Refusal('conflict', 'ends_already', 'This workspace is being deleted already.');
    if (workspace?.name !== typedName.trim())
      throw new Refusal('refused', 'name_differs', 'The name that was typed is not that of the workspace. Nothing was deleted.');
    const line = await letEnd(tools, tx, actor, { workspaceId, endsAt });
    await tellMembers(tools, tx, workspaceId);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'workspace.end_set', details: { days: daysBeforeEnd } });
    await tools.evidence.append(line);
  });
  return { endsAt };
}

/** Keeps a workspace that was to be deleted. Its campaigns stay paused: whoever answers for one publishes it again. */
export async function keepWorkspace(tools: Tools, actor: Actor, { workspaceId }: Member): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const workspace = unlessEnded(await lockWorkspace(tx, workspaceId), tools.clock.now());
    if (!workspace) throw notFound('workspace');
    if (!workspace.endsAt) return;
    await setEnd(tx, workspaceId, null);
    await tellMembers(tools, tx, workspaceId);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'workspace.kept' });
    await tools.evidence.append({ kind: 'workspace_kept', at: tools.clock.now().toISOString(), workspaceId });
  });
}

/**
 * Sets the end and pauses what is published or running, each campaign with its entry.
 * @returns what is to be noted outside the database, as the last thing before the commit, so that no backup undoes it
 */
export async function letEnd(
  tools: Tools,
  tx: Tx,
  actor: Actor,
  { workspaceId, endsAt }: { workspaceId: string; endsAt: Date },
): Promise<Evidence> {
  await setEnd(tx, workspaceId, endsAt);
  await pauseAll(tools, tx, { workspaceId, actor });
  return { kind: 'workspace_ends', at: tools.clock.now().toISOString(), workspaceId, endsAt: endsAt.toISOString() };
}

async function tellMembers(tools: Tools, tx: Tx, workspaceId: string): Promise<void> {
  for (const { id } of await listMembers(tx, workspaceId)) await tools.enqueue(tx, 'mail-workspace-end', { workspaceId, userId: id });
}
