import { showId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import { countsBy, countsByWording, noPartner, totalOf, type Counts } from './store.ts';

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
