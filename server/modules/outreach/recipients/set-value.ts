import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findWorkspace } from '../../workspaces/index.ts';
import { findToBe } from '../launching/store.ts';
import { lockOutreach, updateOutreach } from '../store.ts';
import { insertEnrolments, lastSeq, setEnrolmentValue } from './store.ts';

/**
 * Puts in the value of a merge tag for one recipient of this campaign; the contact stays as it is. In a draft, a contact of the audience thereby becomes
 * a recipient by name, with this value of their own.
 */
export async function setValue(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  {
    campaignId,
    whose,
    tag,
    value,
  }: { campaignId: string; whose: { contactId?: string; enrolmentId?: string }; tag: string; value: string },
): Promise<void> {
  const where = { workspaceId, campaignId };
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await lockOutreach(tx, workspaceId, campaignId);
    if (!campaign) throw notFound('team campaign');
    if (campaign.state === 'finished') throw new Refusal('conflict', 'outreach_finished', 'This campaign is finished and stays as it was.');
    if (campaign.launchedAt && (await findWorkspace(tx, workspaceId))?.approvalRequired)
      throw new Refusal(
        'refused',
        'outreach_approved',
        'A second member approved what is sent, so no words are put in after the launch. Remove the recipient, or write to them yourself.',
      );
    const found = await findToBe(tx, where, whose);
    if (!found || (campaign.launchedAt && found.enrolmentId === null)) throw notFound('recipient');
    const id = found.enrolmentId ?? newId(tools.clock);
    const now = tools.clock.now();
    if (found.enrolmentId === null) {
      const row = { id, email: found.email, emailKey: found.emailKey, fields: { [tag]: value } };
      const common = { timeZone: campaign.timeZone, dueAt: campaign.startsAt ?? now, now, afterSeq: await lastSeq(tx, where) };
      await insertEnrolments(tx, where, [row], common);
    } else await setEnrolmentValue(tx, where, id, { tag, value });
    if (!campaign.launchedAt) await updateOutreach(tx, workspaceId, campaignId, { changedBy: userId });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.value_set', subject: { kind: 'enrolment', id } });
  });
}
