import { newId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { NewEvent } from './event.ts';
import { insertEvents, wantingWebhooks } from './outbox/store.ts';

/**
 * Writes down what happened for each webhook of the workspace that wants to hear of it, in the transaction in which it happens: what is rolled back was
 * never told, and what is committed will be. Where nobody wants it, it costs one look.
 */
export async function noteEvents(tools: Pick<Tools, 'clock'>, tx: Tx, workspaceId: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const wanting = await wantingWebhooks(tx, workspaceId, [...new Set(events.map(({ type }) => type))]);
  if (wanting.length === 0) return;
  const happenedAt = tools.clock.now();
  const rows = events.flatMap(({ type, campaign, enrolmentId = null, step = null, details = {} }) =>
    wanting
      .filter((webhook) => webhook.events.includes(type))
      .map(({ id: webhookId }) => ({
        id: newId(tools.clock),
        webhookId,
        type,
        campaignKind: campaign.kind,
        campaignId: campaign.id,
        enrolmentId,
        step,
        details,
        happenedAt,
      })),
  );
  await insertEvents(tx, workspaceId, rows);
}
