import { newId } from '../../../platform/ids.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { deleteLeftOver, insertEvents, totalsWait } from '../outbox/store.ts';
import { forgetOldSecrets } from '../store.ts';
import { campaignTotals, lockTotals, setTotals, webhooksForTotals } from './store.ts';
import { saidOf } from './totals.ts';

/** Writes down the totals of a workspace for a webhook, when they are others than it was told and none wait to be told already. */
async function noteTotals(tools: Tools, webhook: { workspaceId: string; id: string }): Promise<void> {
  const { workspaceId, id: webhookId } = webhook;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const known = await lockTotals(tx, webhook);
    if (!known || (await totalsWait(tx, { workspaceId, webhookId }))) return;
    const totals = await campaignTotals(tx, workspaceId);
    const { campaigns, hash } = saidOf(totals);
    const isTold = known.totalsHash && known.messageId === null ? hash.equals(known.totalsHash) : totals.length === 0;
    if (isTold) return;
    await setTotals(tx, webhook, hash);
    const ofAll = { campaignKind: null, campaignId: null, enrolmentId: null, step: null };
    const event = { id: newId(tools.clock), webhookId, type: 'participation.totals', happenedAt: tools.clock.now() };
    await insertEvents(tx, workspaceId, [{ ...event, ...ofAll, details: { campaigns } }]);
  });
}

/** Every minute: the totals that changed are written down to be told, and what is of no use to webhooks any more is deleted. */
export function tellTotalsJob(tools: Tools): Job {
  return {
    name: 'tell-totals',
    does: 'Writes down for webhooks the totals of campaigns that changed, and deletes their secrets that have ended',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const faults: unknown[] = [];
      for (const webhook of await tools.database.inInstallation('recovery', webhooksForTotals))
        await noteTotals(tools, webhook).catch((error: unknown) => {
          faults.push(error);
          tools.log.warn('totals_not_noted', faultOf(error));
        });
      await tools.database.inInstallation('recovery', async (tx) => {
        await forgetOldSecrets(tx, tools.clock.now());
        await deleteLeftOver(tx);
      });
      if (faults.length > 0) throw new AggregateError(faults, 'Some totals could not be written down.');
    },
  };
}
