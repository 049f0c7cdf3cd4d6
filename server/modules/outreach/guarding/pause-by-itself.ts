import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import type { PausedBecause } from '../outreach.ts';
import { lockOutreach, updateOutreach } from '../store.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';

/**
 * Pauses a campaign that nobody paused, and tells who launched it, by mail, and the servers of the workspace.
 * @returns whether it was paused now; one that does not run any more stays as it is
 */
export async function pauseByItself(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  { because, ...seen }: { because: Extract<PausedBecause, 'bounces' | 'complaints' | 'errors'> } & Record<string, string | number>,
): Promise<boolean> {
  if ((await lockOutreach(tx, workspaceId, campaignId))?.state !== 'running') return false;
  await updateOutreach(tx, workspaceId, campaignId, { state: 'paused', pausedBecause: because, pausedAt: tools.clock.now() });
  await noteEvents(tools, tx, workspaceId, [campaignEvent(campaignId, 'campaign.paused', because)]);
  await tools.enqueue(tx, 'mail-paused-outreach', { workspaceId, campaignId });
  const entry = { action: 'outreach.paused', subject: { kind: 'outreach', id: campaignId }, details: { because, ...seen } } as const;
  await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
  return true;
}
