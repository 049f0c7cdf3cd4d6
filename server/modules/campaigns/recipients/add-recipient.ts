import { parseEmailAddress } from '../../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../../shared/header-text.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { lockCampaign } from '../store.ts';
import { deleteRecipient, insertRecipient, type Recipient } from './store.ts';

export interface RecipientInput {
  name: string;
  email: string;
  salutation: string;
  district: string;
}

/** What a person entered as it is kept: an address that mail can reach, names without control characters. */
export function checkedRecipient(input: RecipientInput): { ok: true; fields: Omit<Recipient, 'id'> } | { ok: false; sentence: string } {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) return { ok: false, sentence: parsed.reason };
  const [name, salutation, district] = [input.name, input.salutation, input.district].map((text) => cleanHeaderText(text).trim());
  if (!name) return { ok: false, sentence: 'The name is empty.' };
  if (name.length > 200) return { ok: false, sentence: 'The name is longer than 200 characters.' };
  return {
    ok: true,
    fields: { name, email: parsed.address, emailKey: parsed.key, salutation: salutation ?? '', district: district ?? '' },
  };
}

/** Adds one recipient to a campaign that is not closed. Each address stands in it once. */
export async function addRecipient(
  tools: Tools,
  actor: Actor,
  member: Member,
  { campaignId, ...input }: RecipientInput & { campaignId: string },
): Promise<Recipient> {
  const checked = checkedRecipient(input);
  if (!checked.ok) throw new Refusal('invalid', 'recipient_unusable', checked.sentence);
  const now = tools.clock.now();
  const recipient = { ...checked.fields, id: newId(tools.clock) };
  await tools.database.inWorkspace(member.workspaceId, async (tx) => {
    const campaign = await lockCampaign(tx, member.workspaceId, campaignId, 'share');
    if (!campaign) throw notFound('campaign');
    if (campaign.state === 'closed')
      throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed. Its recipients stay as they were.');
    const inactiveSince = campaign.state === 'draft' ? now : null;
    const added = await insertRecipient(tx, { ...recipient, workspaceId: member.workspaceId, campaignId, createdAt: now, inactiveSince });
    if (!added) throw new Refusal('conflict', 'recipient_there', 'This address is among the recipients already.');
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      { action: 'recipient.added', subject: { kind: 'recipient', id: recipient.id } },
    );
  });
  return recipient;
}

/** Removes one recipient; what was sent to them stays counted. */
export async function removeRecipient(
  tools: Tools,
  actor: Actor,
  member: Member,
  { campaignId, id }: { campaignId: string; id: string },
): Promise<void> {
  await tools.database.inWorkspace(member.workspaceId, async (tx) => {
    if (!(await deleteRecipient(tx, member.workspaceId, campaignId, id))) throw notFound('recipient');
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      { action: 'recipient.removed', subject: { kind: 'recipient', id } },
    );
  });
}
