import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { lockFlow } from '../store.ts';
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
      const lapsedAt = tools.clock.now();
      const lapsed = await tools.database.inInstallation('recovery', (tx) => flowsWithLapsedOffers(tx, lapsedAt, 500));
      for (const { workspaceId, id } of lapsed)
        await tools.database.inWorkspace(workspaceId, async (tx) => {
          const flow = await lockFlow(tx, workspaceId, id);
          // Whoever came back or confirmed meanwhile keeps what they hold.
          if (flow && flow.step !== 'sending') await giveBack(tools, tx, flow, { lapsedAt });
        });
    },
  };
}
