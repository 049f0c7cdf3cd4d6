import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { isUnfinished, markFinished } from './store.ts';

/**
 * Finishes a campaign exactly when every message that was planned is accepted, failed or skipped, no outcome is unknown, and nobody waits any more.
 * Ask whenever something was settled or stopped.
 */
export async function finishIfDone(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
): Promise<boolean> {
  if (await isUnfinished(tx, { workspaceId, campaignId })) return false;
  if (!(await markFinished(tx, { workspaceId, campaignId }, tools.clock.now()))) return false;
  await noteEvents(tools, tx, workspaceId, [campaignEvent(campaignId, 'campaign.finished')]);
  const entry = { action: 'outreach.finished', subject: { kind: 'outreach', id: campaignId } } as const;
  await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
  return true;
}
