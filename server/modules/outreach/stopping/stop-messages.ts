import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { stopEnrolments } from './stop-enrolments.ts';
import { workspacesEnrolling, type StopOf } from './store.ts';
import { tellLeaving } from './tell-leaving.ts';

/**
 * Ends what waits for somebody who leaves: in one campaign, in one workspace, or where no workspace is named in all of them. The audit of each workspace
 * learns how much ended, and not whose it was; its servers are told each enrolment. Call it once the suppression is committed: then nothing begins
 * after it.
 */
export async function stopMessages(tools: Tools, actor: Actor, of: Pick<StopOf, 'emailKey' | 'campaignId'> & { workspaceId?: string }) {
  const { emailKey, campaignId, workspaceId: given } = of;
  const workspaceIds = given ? [given] : await tools.database.inInstallation('recipient', (tx) => workspacesEnrolling(tx, emailKey));
  const from = campaignId ? 'campaign' : given ? 'workspace' : 'everywhere';
  for (const workspaceId of workspaceIds)
    await tools.database.inWorkspace(workspaceId, async (tx) => {
      const ended = await stopEnrolments(tools, tx, { workspaceId, emailKey, campaignId }, 'unsubscribed');
      const enrolments = ended.length;
      if (enrolments === 0) return;
      await tellLeaving(tools, tx, workspaceId, ended);
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'recipient.left', details: { from, enrolments } });
    });
}
