import { notFound, Refusal } from '../../platform/errors.ts';
import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findCampaign, lockCampaign } from './store.ts';
import { approvalOf, insertApproval } from './texts/store.ts';

/** Whether the text as it is has the second member's approval, where the workspace wants one. */
export async function isApproved(
  tx: Tx,
  campaign: { workspaceId: string; id: string; textVersion: number },
): Promise<'not_needed' | 'needed' | 'given'> {
  const { required, given } = await approvalOf(tx, campaign);
  if (!required) return 'not_needed';
  return given ? 'given' : 'needed';
}

/**
 * Approves the text as somebody has read it. Who wrote it last cannot approve it, and a text that changed meanwhile has to be read again.
 */
export async function approveCampaign(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, textVersion }: { id: string; textVersion: number },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockCampaign(tx, workspaceId, id, 'update');
    const campaign = await findCampaign(tx, workspaceId, id);
    if (!campaign) throw notFound('campaign');
    if (campaign.textVersion !== textVersion)
      throw new Refusal('conflict', 'text_changed', 'The text was changed meanwhile. Read it as it is now, then approve it.');
    const { writtenBy } = await approvalOf(tx, campaign);
    if (writtenBy === userId) throw new Refusal('refused', 'own_text', 'You wrote this text last. Another member has to approve it.');
    await insertApproval(tx, { workspaceId, campaignId: id, textVersion, approvedBy: userId });
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      { action: 'campaign.approved', subject: { kind: 'campaign', id }, details: { textVersion } },
    );
  });
}
