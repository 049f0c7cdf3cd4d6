import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import type { DeliveryState } from './delivery.ts';
import { newestDeliveries } from './store.ts';

/** The newest deliveries of a campaign with the reason why they were not accepted. Reading them is audited: they show addresses. */
export async function unfinishedDeliveries(
  tools: Tools,
  actor: Actor,
  workspaceId: string,
  which: { campaignId: string; state: DeliveryState | undefined },
) {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const rows = await newestDeliveries(tx, workspaceId, which.campaignId, which.state);
    await recordEntry(
      tools,
      tx,
      { workspaceId, actor },
      {
        action: 'deliveries.read',
        subject: { kind: 'campaign', id: which.campaignId },
        details: { rows: rows.length },
      },
    );
    return rows.map((row) => ({ ...row, state: row.state as DeliveryState, plannedAt: row.plannedAt.toISOString() }));
  });
}
