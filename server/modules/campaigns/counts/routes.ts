import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { findCampaign } from '../store.ts';
import { tableOf } from './export-counts.ts';
import { statisticsOf, type CountNeeds } from './statistics.ts';
import { countsByRecipient } from './store.ts';

/** What was counted, on screens and as files. */
export function countRoutes(tools: Tools, needs: CountNeeds) {
  const { campaigns } = api;
  async function within<T>(workspaceId: string, campaignId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return tools.database.inWorkspace(workspaceId, async (tx) => {
      if (!(await findCampaign(tx, workspaceId, campaignId))) throw notFound('campaign');
      return work(tx);
    });
  }
  return {
    statistics: campaigns.statistics.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('campaign', input.campaignId);
      return within(workspaceId, id, (tx) => statisticsOf(tx, needs, workspaceId, id));
    }),
    recipientCounts: campaigns.recipientCounts.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('campaign', input.campaignId);
      return within(workspaceId, id, async (tx) => {
        const rows = await countsByRecipient(tx, workspaceId, id);
        const entry = { action: 'recipients.read', subject: { kind: 'campaign', id }, details: { rows: rows.length } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return { recipients: rows.map(({ id: recipientId, ...row }) => ({ recipientId: showId('recipient', recipientId), ...row })) };
      });
    }),
    exportCounts: campaigns.exportCounts.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('campaign', input.campaignId);
      return within(workspaceId, id, async (tx) => {
        const csv = tableOf(input.what, await statisticsOf(tx, needs, workspaceId, id), await countsByRecipient(tx, workspaceId, id));
        const entry = { action: 'counts.exported', subject: { kind: 'campaign', id }, details: { what: input.what } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return { fileName: `${input.what}.csv`, csv };
      });
    }),
  };
}
