import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { pauseCampaigns, pauseOutreach } from './store.ts';

/** Pauses every campaign of a workspace that is being deleted, those in which supporters send and those of its team, each with its entry. */
export async function pauseAll(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  { workspaceId, actor }: { workspaceId: string; actor: Actor },
): Promise<void> {
  const details = { because: 'workspace_ends' };
  const advocacy = await pauseCampaigns(tx, workspaceId);
  const outreach = await pauseOutreach(tx, workspaceId, tools.clock.now());
  await noteEvents(tools, tx, workspaceId, [
    ...advocacy.map((id) => ({ type: 'campaign.paused' as const, campaign: { kind: 'advocacy' as const, id }, details })),
    ...outreach.map((id) => ({ type: 'campaign.paused' as const, campaign: { kind: 'outreach' as const, id }, details })),
  ]);
  for (const id of advocacy)
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'campaign.paused', subject: { kind: 'campaign', id } });
  for (const id of outreach)
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.paused', subject: { kind: 'outreach', id } });
}
