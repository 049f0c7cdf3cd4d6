import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Anchor } from './anchor.ts';
import { readAnchors } from './read-anchors.ts';
import { heads } from './store.ts';

/**
 * Notes the end of every chain that moved since it was last noted, the installation’s own among them, outside the database.
 * Only what is committed is noted, so that no crash can make an anchor look like an attack. Gives how many were noted.
 */
export async function anchorChains(tools: Pick<Tools, 'clock' | 'database' | 'evidence'>): Promise<number> {
  const { anchors: noted } = await readAnchors(tools);
  const ends = await tools.database.inInstallation('audit_verification', (tx) => heads(tx));
  const at = tools.clock.now().toISOString();
  const moved = ends
    .map(({ workspaceId, seq, hash }): Anchor => ({ kind: 'chain_head', at, workspaceId, seq, hash: hash.toString('hex') }))
    .filter(({ workspaceId, seq, hash }) => {
      const last = noted.get(workspaceId)?.at(-1);
      return seq > 0 && (last?.seq !== seq || last.hash !== hash);
    });
  await tools.evidence.append(...moved);
  return moved.length;
}

/** Each hour. What was written since the last time is what a rewriting could hide, so a copy that stops in order notes it too. */
export function anchorAuditJob(tools: Tools): Job {
  return {
    name: 'anchor-audit',
    does: 'Notes the ends of the audit chains outside the database',
    retry: 'repeatable',
    schedule: '5 * * * *',
    async run() {
      await anchorChains(tools);
    },
  };
}
