import { parseEmailAddress } from '../../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../../shared/header-text.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { patiently, type Tx } from '../../../platform/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findSuppressedEverywhere } from '../../suppressions/index.ts';
import { findCampaign, lockCampaign } from '../store.ts';
import { deleteRecipient, insertRecipients, type Recipient, type RecipientFields } from './store.ts';

export type RecipientInput = Omit<RecipientFields, 'emailKey'>;

/**
 * What a person entered as it is kept: an address that mail can reach, short texts without control characters, and only those own fields
 * that the campaign names, so that nothing about a person can be noted in passing (promise A13).
 */
export function checkedRecipient(
  input: RecipientInput,
  routingFields: readonly string[],
): { ok: true; fields: RecipientFields } | { ok: false; sentence: string } {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) return { ok: false, sentence: parsed.reason };
  const clean = (text: string, most: number) => cleanHeaderText(text).trim().slice(0, most);
  const name = cleanHeaderText(input.name).trim();
  if (!name) return { ok: false, sentence: 'The name is empty.' };
  if (name.length > 200) return { ok: false, sentence: 'The name is longer than 200 characters.' };
  if ([input.validFrom, input.validTo].some((day) => day !== null && day < '1900'))
    return { ok: false, sentence: 'The days from which and until which they may be written to are after 1900.' };
  if (input.validFrom && input.validTo && input.validFrom > input.validTo)
    return { ok: false, sentence: 'The last day on which they may be written to is before the first.' };
  const unknown = Object.keys(input.fields).find((field) => !routingFields.includes(field));
  if (unknown !== undefined)
    return { ok: false, sentence: `This campaign has no field “${unknown.slice(0, 40)}”. Name it in the campaign’s rules first.` };
  return {
    ok: true,
    fields: {
      name,
      email: parsed.address,
      emailKey: parsed.key,
      salutation: clean(input.salutation, 200),
      district: clean(input.district, 120),
      language: input.language,
      country: input.country,
      region: clean(input.region, 120),
      postcodes: [...new Set(input.postcodes.map((code) => clean(code, 40)).filter(Boolean))],
      affiliation: clean(input.affiliation, 120),
      validFrom: input.validFrom,
      validTo: input.validTo,
      fields: Object.fromEntries(Object.entries(input.fields).map(([field, value]) => [field, clean(value, 60)])),
    },
  };
}

/** Why an address that is suppressed for the whole copy is not taken in: there would be nothing to keep it for. */
export const leftOut = 'Nobody on this copy may write to this address, so it is not taken in.';

/** Adds one recipient to a campaign that is not closed. Each address stands in it once. */
export async function addRecipient(
  tools: Tools,
  actor: Actor,
  member: Member,
  { campaignId, ...input }: RecipientInput & { campaignId: string },
): Promise<Recipient> {
  const now = tools.clock.now();
  return tools.database.inWorkspace(member.workspaceId, async (tx) => {
    await lockCampaign(tx, member.workspaceId, campaignId, 'share');
    const campaign = await findCampaign(tx, member.workspaceId, campaignId);
    if (!campaign) throw notFound('campaign');
    const checked = checkedRecipient(input, campaign.routingFields);
    if (!checked.ok) throw new Refusal('invalid', 'recipient_unusable', checked.sentence);
    const recipient = { ...checked.fields, id: newId(tools.clock) };
    if (campaign.state === 'closed')
      throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed. Its recipients stay as they were.');
    if ((await findSuppressedEverywhere(tools, tx, [recipient.emailKey])).size > 0)
      throw new Refusal('refused', 'recipient_left_out', leftOut);
    const inactiveSince = campaign.state === 'draft' ? now : null;
    const added = await insertRecipients(tx, [
      { ...recipient, workspaceId: member.workspaceId, campaignId, createdAt: now, inactiveSince },
    ]);
    if (added === 0) throw new Refusal('conflict', 'recipient_there', 'This address is among the recipients already.');
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      { action: 'recipient.added', subject: { kind: 'recipient', id: recipient.id } },
    );
    return { ...recipient, contacted: 0 };
  });
}

/** Removes one recipient; what was sent to them stays counted. */
export async function removeRecipient(
  tools: Tools,
  actor: Actor,
  member: Member,
  { campaignId, id }: { campaignId: string; id: string },
): Promise<void> {
  const remove = async (tx: Tx) => {
    if (!(await deleteRecipient(tx, member.workspaceId, campaignId, id))) throw notFound('recipient');
    await recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      { action: 'recipient.removed', subject: { kind: 'recipient', id } },
    );
  };
  // A letter to them that is leaving at this moment holds the same rows.
  await patiently(tools.clock, () => tools.database.inWorkspace(member.workspaceId, remove));
}
