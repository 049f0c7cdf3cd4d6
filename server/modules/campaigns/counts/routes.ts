import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import { readId, showId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { findCampaign } from '../store.ts';
import { countsBy, countsByRecipient, countsByWording, noPartner, totalOf, type Counts } from './store.ts';
import { tableOf } from './export-counts.ts';

/** What counts need from above: the names of partners and the links that are counted. */
export interface CountNeeds {
  partnerNames(tx: Tx, workspaceId: string, campaignId: string): Promise<Map<string, string>>;
  linkCounts(tx: Tx, workspaceId: string, campaignId: string): Promise<{ url: string; visits: number; people: number }[]>;
}

export type Statistics = Awaited<ReturnType<typeof statisticsOf>>;

/** Everything that is counted of a campaign, by each of its properties. */
export async function statisticsOf(tx: Tx, needs: CountNeeds, workspaceId: string, campaignId: string) {
  const names = await needs.partnerNames(tx, workspaceId, campaignId);
  const byPartner = await countsBy(tx, workspaceId, campaignId, 'partnerId');
  const named = ({ partnerId, ...counts }: Counts & { partnerId: string }) =>
    partnerId === noPartner
      ? { partnerId: null, name: 'This site', ...counts }
      : { partnerId: showId('partner', partnerId), name: names.get(partnerId) ?? 'A partner that was removed', ...counts };
  return {
    total: await totalOf(tx, workspaceId, campaignId),
    days: await countsBy(tx, workspaceId, campaignId, 'day'),
    languages: await countsBy(tx, workspaceId, campaignId, 'language'),
    wordings: await countsByWording(tx, workspaceId, campaignId),
    partners: byPartner.map(named),
    channels: await countsBy(tx, workspaceId, campaignId, 'channel'),
    links: await needs.linkCounts(tx, workspaceId, campaignId),
  };
}

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
