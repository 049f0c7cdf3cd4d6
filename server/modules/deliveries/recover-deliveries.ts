import type { Tx } from '../../platform/database.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { abandonedClaims, endAttempt, settleClaimed } from './store.ts';

export interface Recovered {
  workspaceId: string;
  campaignId: string;
  flowId: string | null;
  recipientId: string | null;
}

/**
 * Deliveries whose process vanished while the provider was being called: nobody knows whether the message left, so they become uncertain
 * and are never sent again by themselves.
 * @param onUncertain told in the same transaction, for the counts
 */
export async function recoverDeliveries(
  tools: Tools,
  onUncertain: (tx: Tx, delivery: Recovered, at: Date) => Promise<void>,
): Promise<number> {
  return tools.database.inInstallation('recovery', async (tx) => {
    const now = tools.clock.now();
    const claims = await abandonedClaims(tx, now, 500);
    for (const { fence, attempts: number, ...delivery } of claims) {
      if (!fence) continue;
      const settled = { state: 'uncertain' as const, reason: 'interrupted' as const, settledAt: now };
      if (!(await settleClaimed(tx, { ...delivery, fence }, settled))) continue;
      const outcome = {
        outcome: 'uncertain' as const,
        errorCode: 'interrupted',
        errorDetails: null,
        providerMessageId: null,
        endedAt: now,
      };
      await endAttempt(tx, { workspaceId: delivery.workspaceId, deliveryId: delivery.id, number }, outcome);
      await onUncertain(tx, delivery, now);
    }
    return claims.length;
  });
}

/** Every minute: names what is uncertain. */
export function recoverDeliveriesJob(tools: Tools, onUncertain: (tx: Tx, delivery: Recovered, at: Date) => Promise<void>): Job {
  return {
    name: 'recover-deliveries',
    does: 'Marks deliveries whose process vanished as uncertain',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const recovered = await recoverDeliveries(tools, onUncertain);
      if (recovered > 0) tools.log.warn('deliveries_uncertain', { count: recovered });
    },
  };
}
