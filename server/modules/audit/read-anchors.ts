import type { Tools } from '../../platform/tools.ts';
import { anchorsIn, restoresIn, type Anchor, type Restore } from './anchor.ts';
import { restoredEpochs } from './store.ts';

/** What was noted of the chains outside the database: their ends, by workspace, and the restores that explain what is gone. */
export async function readAnchors(
  tools: Pick<Tools, 'database' | 'evidence'>,
): Promise<{ anchors: Map<string, Anchor[]>; restores: Restore[] }> {
  const evidence = await tools.evidence.read();
  const restores = restoresIn(evidence, await tools.database.inInstallation('audit_verification', restoredEpochs));
  return { anchors: anchorsIn(evidence, restores), restores };
}
