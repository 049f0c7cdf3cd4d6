import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { findOutreach } from '../store.ts';
import { boundOf, isTooMany } from './guards.ts';
import { pauseByItself } from './pause-by-itself.ts';
import { cameBack, guardsOf } from './store.ts';

/**
 * Pauses a campaign of which too many messages came back for good or were refused, or too many were complained about, and tells who launched it. Ask after
 * each that was written down. What came back before a member let it run on is no reason to pause it once more.
 * @returns whether it was paused now
 */
export async function guardCampaign(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
): Promise<boolean> {
  const campaign = await findOutreach(tx, workspaceId, campaignId);
  if (campaign?.state !== 'running') return false;
  const guards = await guardsOf(tx, workspaceId);
  for (const against of ['complaints', 'bounces'] as const) {
    const bound = boundOf(against, guards);
    const seen = await cameBack(tx, { workspaceId, campaignId }, { against, among: bound.among, since: campaign.guardedFrom });
    if (isTooMany(seen, bound)) return pauseByItself(tools, tx, { workspaceId, campaignId }, { because: against, ...seen });
  }
  return false;
}
