import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { stopEnrolments } from './stop-enrolments.ts';
import { workspacesEnrolling, type StopOf } from './store.ts';

/**
 * Ends what waits for somebody who leaves: in one campaign, in one workspace, or where no workspace is named in all of them. Each workspace learns
 * how much ended, and not whose it was; servers of the workspace are told here where no link under a message says it already. Call it once the suppression is committed: then nothing begins after it.
 */
export async function stopMessages(
  tools: Tools,
  actor: Actor,
  of: Pick<StopOf, 'emailKey' | 'campaignId'> & { workspaceId?: string },
  { tell = false } = {},
) {
  const { emailKey, campaignId, workspaceId: given } = of;
  const workspaceIds = given ? [given] : await tools.database.inInstallation('recipient', (tx) => workspacesEnrolling(tx, emailKey));
  const from = campaignId ? 'campaign' : given ? 'workspace' : 'everywhere';
  for (const workspaceId of workspaceIds)
    await tools.database.inWorkspace(workspaceId, async (tx) => {
      const ended = await stopEnrolments(tools, tx, { workspaceId, emailKey, campaignId }, 'unsubscribed');
      const enrolments = ended.length;
      if (enrolments === 0) return;
      if (tell)
        await noteEvents(
          tools,
          tx,
          workspaceId,
          ended.map(({ campaignId: campaign, id }) => ({
            type: 'recipient.left',
            campaign: { kind: 'outreach', id: campaign },
            enrolmentId: id,
          })),
        );
      await recordEntry(tools, tx, { workspaceId, actor }, { action: 'recipient.left', details: { from, enrolments } });
    });
}
