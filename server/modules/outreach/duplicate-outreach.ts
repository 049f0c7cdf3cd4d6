import type { Member } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findOutreach, insertOutreach, insertSteps, mailboxIdsOf, setMailboxes, stepsOf, updateOutreach } from './store.ts';

/**
 * Begins a new draft with the steps, the audience and the settings of a campaign. Who was added by hand, and what was counted, stays with the old one;
 * so do its start and its end, which would be over.
 */
export async function duplicateOutreach(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, name }: { id: string; name: string },
): Promise<string> {
  const copy = newId(tools.clock);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const row = await findOutreach(tx, workspaceId, id);
    if (!row) throw notFound('team campaign');
    const {
      audience,
      timeZone,
      byRecipientZone,
      workingDays,
      opensMinute,
      closesMinute,
      stopForCompany,
      quietDays,
      leaveOutBadAddresses,
      holdMinutes,
      tracking,
      language,
    } = row;
    const days = { workingDays, opensMinute, closesMinute };
    const rules = { stopForCompany, quietDays, leaveOutBadAddresses, holdMinutes, tracking, language };
    const settings = { audience, timeZone, byRecipientZone, ...days, ...rules };
    await insertOutreach(tx, { ...settings, name, workspaceId, id: copy, createdBy: userId, createdAt: tools.clock.now() });
    await insertSteps(tx, { workspaceId, campaignId: copy, version: 1 }, await stepsOf(tx, workspaceId, id, row.version));
    await updateOutreach(tx, workspaceId, copy, { version: 1 });
    await setMailboxes(tx, workspaceId, copy, await mailboxIdsOf(tx, workspaceId, id));
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.created', subject: { kind: 'outreach', id: copy } });
  });
  return copy;
}
