import type { Tx } from '../../../platform/database.ts';
import type { Evidence } from '../../../platform/evidence.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { pauseAll } from './pause-all.ts';
import { lockWorkspace, setEnd } from './store.ts';

const actor = { kind: 'command' } as const;

/**
 * Sets again the ends of workspaces that an older database does not know, at the moment that their members were told, and keeps those that were kept
 * since. The last word on each counts.
 */
export async function repeatEnds(tools: Pick<Tools, 'clock'>, tx: Tx, lines: readonly Evidence[]): Promise<void> {
  const words = lines.filter((line) => line.kind === 'workspace_ends' || line.kind === 'workspace_kept');
  for (const word of new Map(words.map((one) => [one.workspaceId, one])).values()) {
    const { workspaceId } = word;
    const endsAt = word.kind === 'workspace_ends' ? new Date(word.endsAt) : null;
    const workspace = await lockWorkspace(tx, workspaceId);
    if (!workspace || workspace.endsAt?.getTime() === endsAt?.getTime()) continue;
    await setEnd(tx, workspaceId, endsAt);
    if (endsAt) await pauseAll(tools, tx, { workspaceId, actor });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: endsAt ? 'workspace.end_set' : 'workspace.kept' });
  }
}
