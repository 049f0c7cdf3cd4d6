import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { giveBack } from './offer-recipients.ts';
import { flowsWithLapsedOffers } from './store.ts';

/** Every minute: recipients who were held for supporters that went away are offered to others again. */
export function releaseOffersJob(tools: Tools): Job {
  return {
    name: 'release-offers',
    does: 'Offers recipients again who were held for supporters that went away',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const lapsed = await tools.database.inInstallation('recovery', (tx) => flowsWithLapsedOffers(tx, tools.clock.now(), 500));
      for (const flow of lapsed) await tools.database.inWorkspace(flow.workspaceId, (tx) => giveBack(tools, tx, flow));
    },
  };
}
