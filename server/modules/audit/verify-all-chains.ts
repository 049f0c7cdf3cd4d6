import { showId } from '../../platform/ids.ts';
import { dayInWords } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Restore } from './anchor.ts';
import { readAnchors } from './read-anchors.ts';
import { chains, removalOf } from './store.ts';
import { verifyChain, type Verification } from './verify-chain.ts';

/** What was found of one chain; a chain that is gone is named by its workspace’s id, since the name went with it. */
export type ChainFound = Verification & { workspace: string };

/**
 * Verifies the chain of every workspace and of the installation, and looks for chains that are gone: a workspace that was deleted in order
 * stands as deleted in the installation’s own chain, one of which only the anchors know does not. Restores are named: what was noted
 * in the time that they gave up is not compared.
 */
export async function verifyAllChains(tools: Pick<Tools, 'database' | 'evidence'>): Promise<{ chains: ChainFound[]; restores: Restore[] }> {
  const { anchors, restores } = await readAnchors(tools);
  const there = await tools.database.inInstallation('audit_verification', (tx) => chains(tx));
  const found: ChainFound[] = [];
  for (const { workspaceId, slug } of there) {
    const own = anchors.get(workspaceId) ?? [];
    const verified = await tools.database.inInstallation('audit_verification', (tx) => verifyChain(tx, workspaceId, own));
    found.push({ workspace: slug, ...verified });
  }
  const known = new Set(there.map(({ workspaceId }) => workspaceId));
  for (const [workspaceId, own] of anchors)
    if (!known.has(workspaceId)) found.push(await lookForRemoval(tools, workspaceId, own.at(-1)?.seq ?? 0));
  return { chains: found, restores };
}

async function lookForRemoval({ database }: Pick<Tools, 'database'>, workspaceId: string, entries: number): Promise<ChainFound> {
  const workspace = showId('workspace', workspaceId);
  const removal = await database.inInstallation('audit_verification', (tx) => removalOf(tx, workspaceId));
  if (removal) {
    const sentence = `The workspace was deleted on ${dayInWords(removal.at)}, as entry ${removal.seq} of the installation says.`;
    return { workspace, valid: true, entries: 0, anchoredSeq: 0, sentence };
  }
  const sentence = `The chain of ${entries} entries is gone with its workspace, and no entry of the installation says that it was deleted.`;
  return { workspace, valid: false, entries: 0, anchoredSeq: 0, firstBadSeq: 1, sentence };
}
