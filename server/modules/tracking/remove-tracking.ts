import type { Member } from '../../platform/api.ts';
import { patiently } from '../../platform/database.ts';
import { notFound } from '../../platform/errors.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { recount } from './judging/recount.ts';
import { lockJudging, type OfCampaign } from './judging/store.ts';
import { clearCounts, deleteHits, findCampaign, someNoted } from './showing/store.ts';

const mostHits = 2_000;

/** Asks for everything that was noted of opens and clicks in a campaign to be deleted (promise B14); it is begun at once. */
export async function removeTracking(tools: Tools, actor: Actor, { workspaceId }: Member, campaignId: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await findCampaign(tx, { workspaceId, campaignId }))) throw notFound('team campaign');
    await tools.enqueue(tx, 'remove-tracking', { workspaceId, campaignId });
    const entry = { action: 'tracking.removed', subject: { kind: 'outreach', id: campaignId } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
  });
}

/** Deletes it, some recipients at a time, each with what they were counted as. */
export async function deleteTracking(tools: Tools, campaign: OfCampaign): Promise<void> {
  for (let more = true; more; )
    more = await patiently(tools.clock, () =>
      tools.database.inWorkspace(campaign.workspaceId, async (tx) => {
        await lockJudging(tx, campaign);
        const enrolmentIds = await someNoted(tx, campaign, mostHits);
        await recount(tx, campaign, enrolmentIds, () => deleteHits(tx, campaign, enrolmentIds));
        if (enrolmentIds.length === 0) await clearCounts(tx, campaign);
        return enrolmentIds.length > 0;
      }),
    );
}

/** When a member asks for it. */
export function removeTrackingJob(tools: Tools): Job<{ workspaceId: string; campaignId: string }> {
  return {
    name: 'remove-tracking',
    does: 'Deletes what was noted of opens and clicks in a team campaign',
    retry: 'repeatable',
    run: (campaign) => deleteTracking(tools, campaign),
  };
}
