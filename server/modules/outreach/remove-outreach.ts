import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteOutreach, lockOutreach } from './store.ts';

/** Deletes a team campaign with its recipients, deliveries and counts (promise B15), once its name was typed. One that is running is paused first. */
export async function removeOutreach(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, typedName }: { id: string; typedName: string },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    if (campaign.state === 'running')
      throw new Refusal('conflict', 'outreach_running', 'This campaign is running. Pause it first, so that nothing is on its way.');
    if (campaign.name !== typedName.trim())
      throw new Refusal('refused', 'name_differs', 'The name that was typed is not that of the campaign. Nothing was deleted.');
    await deleteOutreach(tx, workspaceId, id);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.removed', subject: { kind: 'outreach', id } });
  });
}
