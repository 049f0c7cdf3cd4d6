import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId, showId } from '../../platform/ids.ts';
import type { Outbound } from '../../platform/outbound.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { findCampaign } from '../campaigns/index.ts';
import { addPartner } from './add-partner.ts';
import { signedPartnerId } from './embed-id.ts';
import { examineAddress } from './examine-address.ts';
import { checkedOrigins } from './partner.ts';
import { partnersOf, updatePartner, type PartnerRow } from './store.ts';

export interface PartnerNeeds {
  publicUrl: string;
  outbound: Outbound;
}

/** Partners of a campaign: who may frame its action page, and from where. */
export function partnerRoutes(tools: Tools, { publicUrl, outbound }: PartnerNeeds) {
  const { partners } = api;
  const embedUrl = (id: string) => `${publicUrl}/e/${signedPartnerId(tools, 'embed', id)}`;
  const shown = ({ id, name, origins, participations, createdAt, endedAt }: PartnerRow) => ({
    id: showId('partner', id),
    name,
    origins,
    embedUrl: embedUrl(id),
    snippetUrl: `${publicUrl}/partner/${signedPartnerId(tools, 'partner_page', id)}`,
    participations: participations ?? 0,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  });
  const show = async (where: { workspaceId: string; campaignId: string; id: string }) => {
    const rows = await tools.database.inWorkspace(where.workspaceId, (tx) => partnersOf(tx, where.workspaceId, where.campaignId));
    const row = rows.find(({ id }) => id === where.id);
    if (!row) throw notFound('partner');
    return shown(row);
  };
  return {
    list: partners.list.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const campaignId = readId('campaign', input.campaignId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await findCampaign(tx, workspaceId, campaignId))) throw notFound('campaign');
        return { partners: (await partnersOf(tx, workspaceId, campaignId)).map(shown) };
      });
    }),
    add: partners.add.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const campaignId = readId('campaign', input.campaignId);
      const { name, origins } = input;
      const id = await addPartner(tools, actorOf(context), { workspaceId, campaignId, name, origins });
      return show({ workspaceId, campaignId, id });
    }),
    change: partners.change.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const where = { workspaceId, campaignId: readId('campaign', input.campaignId), id: readId('partner', input.partnerId) };
      const change = {
        ...(input.name !== undefined ? { name: input.name } : {}),
        ...(input.origins !== undefined ? { origins: checkedOrigins(input.origins) } : {}),
        ...(input.ended !== undefined ? { endedAt: input.ended ? tools.clock.now() : null } : {}),
      };
      await tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await updatePartner(tx, where, change))) throw notFound('partner');
        const entry = { action: 'partner.changed', subject: { kind: 'partner', id: where.id } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
      });
      return show(where);
    }),
    examine: partners.examine.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const where = { workspaceId, campaignId: readId('campaign', input.campaignId), id: readId('partner', input.partnerId) };
      const partner = await show(where);
      return examineAddress(outbound, { address: input.url, embedUrl: partner.embedUrl, origins: partner.origins });
    }),
  };
}
