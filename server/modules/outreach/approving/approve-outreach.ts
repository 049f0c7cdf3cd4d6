import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { lockOutreach } from '../store.ts';
import { approvalOf } from './approval.ts';
import { insertApproval } from './store.ts';

/**
 * Approves a campaign as somebody has read it. Who wrote its messages or changed it last cannot approve it, and one that changed meanwhile has to be read again.
 */
export async function approveOutreach(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, fingerprint }: { id: string; fingerprint: string },
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    if (campaign.state === 'finished') throw new Refusal('conflict', 'outreach_finished', 'This campaign is finished and stays as it was.');
    const now = await approvalOf(tx, workspaceId, campaign);
    if (now.fingerprint !== fingerprint)
      throw new Refusal('conflict', 'outreach_changed', 'The campaign was changed meanwhile. Read it as it is now, then approve it.');
    if (campaign.writtenBy === userId || campaign.changedBy === userId)
      throw new Refusal('refused', 'own_text', 'You wrote its messages or changed it last. Another member has to approve it.');
    await insertApproval(tx, { workspaceId, campaignId: id, fingerprint, approvedBy: userId });
    const details = { version: campaign.version };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.approved', subject: { kind: 'outreach', id }, details });
  });
}
