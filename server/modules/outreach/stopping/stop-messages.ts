import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { stopEnrolments } from './stop-enrolments.ts';
import { workspacesEnrolling, type StopOf } from './store.ts';

/**
 * Ends what waits for somebody who leaves: in one campaign, in one workspace, or where no workspace is named in all of them. Each workspace learns
 * how much ended, and not whose it was. Call it once the suppression is committed: then nothing begins after it.
 */
export async function stopMessages(tools: Tools, actor: Actor, of: Pick<StopOf, 'emailKey' | 'campaignId'> & { workspaceId?: string }) {
  const { emailKey, campaignId, workspaceId: given } = of;
  const workspaceIds = given ? [given] : await tools.database.inInstallation('recipient', (tx) => workspacesEnrolling(tx, emailKey));
  const from = campaignId ? 'campaign' : given ? 'workspace' : 'everywhere';
  for (const workspaceId of workspaceIds)
    await tools.database.inWorkspace(workspaceId, async (tx) => {
      const enrolments = await stopEnrolments(tools, tx, { workspaceId, emailKey, campaignId }, 'unsubscribed');
      if (enrolments === 0) return;
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'recipient.left', details: { from, enrolments } });
    });
}
