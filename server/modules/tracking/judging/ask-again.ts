import type { Member } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findCampaign } from '../showing/store.ts';

/** Asks for every open and click of a campaign to be judged again. */
export async function askAgain(tools: Tools, actor: Actor, { workspaceId }: Member, campaignId: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await findCampaign(tx, { workspaceId, campaignId }))) throw notFound('team campaign');
    await tools.enqueue(tx, 'judge-again', { workspaceId, campaignId });
    const entry = { action: 'tracking.judged_again', subject: { kind: 'outreach', id: campaignId } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
  });
}
