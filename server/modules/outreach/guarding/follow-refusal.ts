import { patiently } from '../../../platform/database.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { suppressAddress } from '../../suppressions/index.ts';
import { guardCampaign } from './guard-campaign.ts';
import { refusedRecipient } from './store.ts';

const actor = { kind: 'job' } as const;

/**
 * Does what follows from a recipient whom a mail server refused at once: an address that does not exist is written to by nobody in the workspace, and a
 * campaign with too many of them pauses.
 */
export function followRefusalJob(tools: Tools): Job {
  return {
    name: 'follow-refusal',
    does: 'Suppresses an address that a mail server says does not exist, and pauses a team campaign with too many refused recipients',
    retry: 'repeatable',
    async run({ workspaceId = '', campaignId = '', enrolmentId = '', because = '' }) {
      if (because === 'no_such_address') {
        const email = await tools.database.inWorkspace(workspaceId, (tx) => refusedRecipient(tx, workspaceId, { campaignId, enrolmentId }));
        if (email !== undefined) await suppressAddress(tools, actor, { workspaceId, email, reason: 'bounce', userId: null });
      }
      await patiently(tools.clock, () =>
        tools.database.inWorkspace(workspaceId, (tx) => guardCampaign(tools, tx, { workspaceId, campaignId })),
      );
    },
  };
}
