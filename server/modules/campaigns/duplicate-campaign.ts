import { notFound, Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import { findSuppressedEverywhere } from '../suppressions/index.ts';
import { insertDraft } from './create-campaign.ts';
import { insertRecipients, recipientsOf } from './recipients/store.ts';
import { findCampaign } from './store.ts';
import { wordingsOf } from './texts/store.ts';

/** A campaign that is held is looked into as it is: it is neither begun anew nor taken away with the complaints about it. */
export const whileHeld = () =>
  new Refusal(
    'conflict',
    'campaign_held',
    'This campaign is on hold until the operator of this copy has looked into it. Nothing was changed.',
  );

/**
 * Begins a new draft with the words, rules and settings of a campaign, and its recipients if wanted, without those whom nobody here may write
 * to any more. What was counted stays with the old one, and so do its partners, its code and its public address.
 */
export async function duplicateCampaign(
  tools: Tools,
  actor: Actor,
  member: Member,
  { id, name, withRecipients }: { id: string; name: string; withRecipients: boolean },
): Promise<string> {
  const { workspaceId } = member;
  const { campaign, wordings, recipients } = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const found = await findCampaign(tx, workspaceId, id);
    if (!found) throw notFound('campaign');
    if (found.heldAt) throw whileHeld();
    return {
      campaign: found,
      wordings: await wordingsOf(tx, found),
      recipients: withRecipients ? await recipientsOf(tx, workspaceId, id) : [],
    };
  });
  const { introduction, editing, ownTextRequired, goal, goalGrows, thanks, language, choice, mostLetters, timeZone } = campaign;
  const { hourlyBudget, dailyBudget, officeHours, routingFields, rules, trackLinks, challenge } = campaign;
  const words = { name, introduction, editing, ownTextRequired, goal, goalGrows, thanks, language };
  const routing = { choice, mostLetters, timeZone, hourlyBudget, dailyBudget, officeHours, routingFields, rules, trackLinks, challenge };
  const copy = await insertDraft(tools, actor, member, { settings: { ...words, ...routing }, wordings });
  const now = tools.clock.now();
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const keys = recipients.map(({ emailKey }) => emailKey);
    const leftOut = await findSuppressedEverywhere(tools, tx, keys);
    const kept = recipients.filter(({ emailKey }) => !leftOut.has(emailKey));
    const ids = kept.map(() => newId(tools.clock)).toSorted();
    await insertRecipients(
      tx,
      kept.map(({ contacted: _contacted, ...recipient }, place) => ({
        ...recipient,
        ...{ workspaceId, campaignId: copy, id: ids[place] ?? '', createdAt: now, inactiveSince: now },
      })),
    );
  });
  return copy;
}
