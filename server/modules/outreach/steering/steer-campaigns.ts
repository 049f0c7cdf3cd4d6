import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { latestStartMinutes } from '../outreach.ts';
import { campaignEvent } from '../telling/events-of-outreach.ts';
import { finishIfDone } from './finish-if-done.ts';
import { beginOrPause, endedCampaigns, launchedCampaigns, stopStranded, stopWaiting } from './store.ts';

/**
 * Lets campaigns begin whose start has come. One to whose start nothing worked for more than an hour is paused instead, and waits for a member's word:
 * a message for Monday morning is not sent on Monday night without being asked. Ask this before anything is claimed.
 */
export async function beginCampaigns(tools: Tools): Promise<{ began: number; late: number }> {
  const now = tools.clock.now();
  const latestStart = earlier(now, { minutes: latestStartMinutes });
  return tools.database.inInstallation('recovery', async (tx) => {
    const { began, late } = await beginOrPause(tx, { now, latestStart });
    for (const { workspaceId, id } of late) {
      await noteEvents(tools, tx, workspaceId, [campaignEvent(id, 'campaign.paused', 'late')]);
      const entry = { action: 'outreach.paused', subject: { kind: 'outreach', id }, details: { because: 'late' } } as const;
      await recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, entry);
    }
    return { began: began.length, late: late.length };
  });
}

/**
 * Every minute: lets campaigns begin, stops whoever still waits in one whose end has come or whose mailbox is gone, and finishes those of which nothing
 * more is to come.
 */
export function steerCampaignsJob(tools: Tools): Job {
  return {
    name: 'steer-campaigns',
    does: 'Begins team campaigns at their start, stops them at their end, and finishes those that are done',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      await beginCampaigns(tools);
      const now = tools.clock.now();
      for (const { workspaceId, id } of await tools.database.inInstallation('recovery', (tx) => endedCampaigns(tx, now)))
        await tools.database.inWorkspace(workspaceId, (tx) => stopWaiting(tx, { workspaceId, campaignId: id }, 'ended', now));
      await tools.database.inInstallation('recovery', (tx) => stopStranded(tx, now));
      // Two settlements at the same moment do not see each other: whoever was last may not have known it.
      for (const { workspaceId, id } of await tools.database.inInstallation('recovery', launchedCampaigns))
        await tools.database.inWorkspace(workspaceId, (tx) => finishIfDone(tools, tx, { workspaceId, campaignId: id }));
    },
  };
}
