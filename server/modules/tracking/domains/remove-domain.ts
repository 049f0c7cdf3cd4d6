import type { Member } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { deleteDomain } from './store.ts';

/** Lets messages use this copy's own address again. Links that left under the host lead on for as long as it leads here. */
export async function removeDomain(tools: Tools, actor: Actor, { workspaceId }: Member): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await deleteDomain(tx, workspaceId))) throw notFound('tracking domain');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'tracking_domain.removed' });
  });
}
