import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { findOutreach, lockOutreach, updateOutreach } from '../store.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { boundOf, isTooMany } from './guards.ts';
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
    if (!isTooMany(seen, bound)) continue;
    if ((await lockOutreach(tx, workspaceId, campaignId))?.state !== 'running') return false;
    await updateOutreach(tx, workspaceId, campaignId, { state: 'paused', pausedBecause: against, pausedAt: tools.clock.now() });
    await noteEvents(tools, tx, workspaceId, [campaignEvent(campaignId, 'campaign.paused', against)]);
    await tools.enqueue(tx, 'mail-paused-outreach', { workspaceId, campaignId });
    const entry = {
      action: 'outreach.paused',
      subject: { kind: 'outreach', id: campaignId },
      details: { because: against, ...seen },
    } as const;
    await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
    return true;
  }
  return false;
}
