import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notFound } from '../../platform/errors.ts';
import { readId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SendServiceMail } from '../../providers/capabilities.ts';
import { recordEntry } from '../audit/index.ts';
import { unfinishedDeliveries } from '../deliveries/index.ts';
import { approveCampaign } from './approve-campaign.ts';
import { fillLetter, type FooterOf } from './campaign.ts';
import { changeCampaign } from './change-campaign.ts';
import { chosenFor } from './choose-wording.ts';
import { nothingCounted, recipientNumbers, totalsOf } from './counts/store.ts';
import { createCampaign } from './create-campaign.ts';
import { duplicateCampaign } from './duplicate-campaign.ts';
import { removeCampaign, setCampaignState, type BeforeRemoval } from './publish-campaign.ts';
import { recipientsOf } from './recipients/store.ts';
import { showRecipient } from './recipients/routes.ts';
import { rehearsalKey } from './rehearsal.ts';
import { sendTestMessage } from './send-test-message.ts';
import { shownCampaign, showCampaign } from './show-campaign.ts';
import { findCampaign, listCampaigns } from './store.ts';
import { wordingsOf } from './texts/store.ts';

/** What campaigns need from above: where action pages stand, who is asking for a test, and the service mail. */
export interface CampaignNeeds {
  publicUrlOf(workspaceId: string, slug: string): Promise<string>;
  addressOfUser(userId: string): Promise<{ email: string; name: string }>;
  mail: SendServiceMail;
  footerOf: FooterOf;
  beforeRemoval: BeforeRemoval;
}

/** Campaigns from draft to closed. */
export function campaignRoutes(tools: Tools, needs: CampaignNeeds) {
  const { campaigns } = api;
  const show = async (workspaceId: string, id: string) => {
    const prefix = await needs.publicUrlOf(workspaceId, '');
    return tools.database.inWorkspace(workspaceId, (tx) => showCampaign(tx, workspaceId, id, (slug) => prefix + slug));
  };
  return {
    list: campaigns.list.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const prefix = await needs.publicUrlOf(workspaceId, '');
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await listCampaigns(tx, workspaceId, input.state);
        const ids = rows.map(({ id }) => id);
        const [totals, numbers] = [await totalsOf(tx, workspaceId, ids), await recipientNumbers(tx, workspaceId)];
        const about = (row: (typeof rows)[number]) => ({
          publicUrl: prefix + row.slug,
          recipientCount: numbers.get(row.id) ?? 0,
          counts: totals.get(row.id) ?? nothingCounted,
        });
        return { campaigns: rows.map((row) => shownCampaign(row, about(row))) };
      });
    }),
    create: campaigns.create.handler(async ({ input, context }) => {
      const member = memberOf(context);
      return show(member.workspaceId, await createCampaign(tools, actorOf(context), member, input));
    }),
    show: campaigns.show.handler(({ input, context }) => show(memberOf(context).workspaceId, readId('campaign', input.campaignId))),
    change: campaigns.change.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('campaign', input.campaignId);
      const { workspaceId: _workspace, campaignId: _campaign, ...edit } = input;
      await changeCampaign(tools, actorOf(context), member, { id, edit });
      return show(member.workspaceId, id);
    }),
    remove: campaigns.remove.handler(async ({ input, context }) => {
      await removeCampaign(tools, actorOf(context), memberOf(context), {
        id: readId('campaign', input.campaignId),
        typedName: input.name,
        beforeRemoval: needs.beforeRemoval,
      });
      return { done: true as const };
    }),
    setState: campaigns.setState.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('campaign', input.campaignId);
      await setCampaignState(tools, actorOf(context), member, { id, state: input.state });
      return show(member.workspaceId, id);
    }),
    duplicate: campaigns.duplicate.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const { name, withRecipients } = input;
      const id = readId('campaign', input.campaignId);
      return show(member.workspaceId, await duplicateCampaign(tools, actorOf(context), member, { id, name, withRecipients }));
    }),
    approve: campaigns.approve.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('campaign', input.campaignId);
      await approveCampaign(tools, actorOf(context), member, { id, textVersion: input.textVersion });
      return show(member.workspaceId, id);
    }),
    rehearse: campaigns.rehearse.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('campaign', input.campaignId);
      const campaign = await tools.database.inWorkspace(workspaceId, async (tx) => {
        const found = await findCampaign(tx, workspaceId, id);
        if (!found) throw notFound('campaign');
        const entry = { action: 'campaign.rehearsed', subject: { kind: 'campaign', id } } as const;
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, entry);
        return found;
      });
      const { key, expiresAt } = rehearsalKey(tools, id);
      return { url: `${await needs.publicUrlOf(workspaceId, campaign.slug)}?rehearsal=${key}`, expiresAt: expiresAt.toISOString() };
    }),
    preview: campaigns.preview.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('campaign', input.campaignId);
      const recipientId = input.recipientId && readId('recipient', input.recipientId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const campaign = await findCampaign(tx, workspaceId, id);
        if (!campaign) throw notFound('campaign');
        const recipients = await recipientsOf(tx, workspaceId, id);
        const recipient = recipientId ? recipients.find((one) => one.id === recipientId) : recipients[0];
        if (recipientId && !recipient) throw notFound('recipient');
        const language = input.language ?? campaign.language;
        const text = chosenFor(campaign, await wordingsOf(tx, campaign), recipient, { language, combination: 0 });
        const letter = fillLetter(text, recipient ?? null, 'Ada Sample');
        if (recipient) {
          const read = { action: 'recipient.previewed', subject: { kind: 'recipient', id: recipient.id } } as const;
          await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, read);
        }
        const footer = await needs.footerOf(tx, campaign, language);
        return { recipient: recipient ? showRecipient(recipient) : null, ...letter, footer };
      });
    }),
    sendTest: campaigns.sendTest.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const to = await needs.addressOfUser(member.userId);
      await sendTestMessage(tools, actorOf(context), member, {
        campaignId: readId('campaign', input.campaignId),
        to,
        mail: needs.mail,
        footerOf: needs.footerOf,
      });
      return { sentTo: to.email };
    }),
    deliveries: campaigns.deliveries.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const id = readId('campaign', input.campaignId);
      await tools.database.inWorkspace(workspaceId, async (tx) => {
        if (!(await findCampaign(tx, workspaceId, id))) throw notFound('campaign');
      });
      return { deliveries: await unfinishedDeliveries(tools, actorOf(context), workspaceId, { campaignId: id, state: input.state }) };
    }),
  };
}
