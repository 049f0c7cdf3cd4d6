import type { Member } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { finishIfDone } from '../steering/finish-if-done.ts';
import { lockOutreach, updateOutreach } from '../store.ts';
import { deleteEnrolment, findEnrolment, stopEnrolment } from './store.ts';

/** Sends one recipient nothing more. In a draft they are taken out; after the launch they stop and stay counted. */
export async function removeRecipient(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { campaignId, id }: { campaignId: string; id: string },
): Promise<void> {
  const where = { workspaceId, campaignId };
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockOutreach(tx, workspaceId, campaignId);
    if (!campaign || !(await findEnrolment(tx, where, id))) throw notFound('recipient');
    if (campaign.launchedAt) await stopEnrolment(tx, where, id, tools.clock.now());
    else await deleteEnrolment(tx, where, id);
    if (!campaign.launchedAt) await updateOutreach(tx, workspaceId, campaignId, { changedBy: userId });
    const entry = { action: 'outreach.recipient_removed', subject: { kind: 'enrolment', id } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
    if (campaign.launchedAt) await finishIfDone(tools, tx, where);
  });
}
