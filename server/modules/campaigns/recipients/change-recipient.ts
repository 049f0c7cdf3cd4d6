import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findCampaign, lockCampaign } from '../store.ts';
import { checkedRecipient, type RecipientInput } from './add-recipient.ts';
import { findRecipient, updateRecipient, type Recipient } from './store.ts';

const correctable = [
  ...(['name', 'salutation', 'district', 'language', 'country', 'region', 'postcodes', 'affiliation'] as const),
  ...(['validFrom', 'validTo', 'fields'] as const),
];
export type RecipientEdit = { [Field in (typeof correctable)[number]]?: RecipientInput[Field] | undefined };

/** Puts right what is known of a recipient; supporters who are under way see it at their confirmation. The address stays as it is. */
export async function changeRecipient(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { campaignId, id, edit }: { campaignId: string; id: string; edit: RecipientEdit },
): Promise<Recipient> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await lockCampaign(tx, workspaceId, campaignId, 'share');
    const campaign = await findCampaign(tx, workspaceId, campaignId);
    const before = campaign && (await findRecipient(tx, workspaceId, campaignId, id));
    if (!campaign || !before) throw notFound('recipient');
    if (campaign.state === 'closed')
      throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed. Its recipients stay as they were.');
    const change = Object.fromEntries(correctable.flatMap((field) => (edit[field] === undefined ? [] : [[field, edit[field]]])));
    const checked = checkedRecipient({ ...before, ...change }, campaign.routingFields);
    if (!checked.ok) throw new Refusal('invalid', 'recipient_unusable', checked.sentence);
    const { emailKey: _key, ...fields } = checked.fields;
    await updateRecipient(tx, workspaceId, id, fields);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'recipient.changed', subject: { kind: 'recipient', id } });
    return { ...before, ...fields };
  });
}
