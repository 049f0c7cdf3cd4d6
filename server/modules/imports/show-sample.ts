import { notFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findImport } from './store.ts';

/** The first rows of a file, as they stand in it. They are people, so that somebody looked at them is written down. */
export async function showSample(
  tools: Tools,
  actor: Actor,
  { workspaceId, importId }: { workspaceId: string; importId: string },
): Promise<{ sample: string[][] }> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const found = await findImport(tx, workspaceId, importId);
    if (!found) throw notFound('import');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'import.sample_read', subject: { kind: 'import', id: importId } });
    return { sample: found.sample ?? [] };
  });
}
