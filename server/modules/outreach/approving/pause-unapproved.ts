import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { findOutreach, updateOutreach } from '../store.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { approvalOf } from './approval.ts';

/** What nobody approved yet does not go out: a running campaign that was changed waits, where the workspace wants a second member's approval. */
export async function pauseUnapproved(tools: Pick<Tools, 'clock'>, tx: Tx, workspaceId: string, id: string): Promise<void> {
  const campaign = await findOutreach(tx, workspaceId, id);
  if (campaign?.state !== 'running' || (await approvalOf(tx, workspaceId, campaign)).approval !== 'needed') return;
  await updateOutreach(tx, workspaceId, id, { state: 'paused', pausedBecause: 'approval', pausedAt: tools.clock.now() });
  await noteEvents(tools, tx, workspaceId, [campaignEvent(id, 'campaign.paused', 'approval')]);
  const entry = { action: 'outreach.paused', subject: { kind: 'outreach', id }, details: { because: 'approval' } } as const;
  await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
}
