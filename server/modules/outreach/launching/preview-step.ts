import type { Tx } from '../../../platform/database.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { audienceSql } from '../../contacts/index.ts';
import { filesFor } from '../attaching/files-for.ts';
import { mailboxesOf } from '../../mailboxes/index.ts';
import { compileText, leaveTag, sampleLeaveValues } from '../../templates/index.ts';
import { fillForRecipient, type Reader } from '../fill-for-recipient.ts';
import { findEnrolment } from '../recipients/store.ts';
import { mailboxIdsOf, stepsOf, type OutreachRow } from '../store.ts';
import { findToBe, firstToBe, type ToBe } from './store.ts';

/** Whose message is looked at: a contact of the audience or a recipient; the first of all where nobody is named. */
export interface Whose {
  contactId?: string | undefined;
  enrolmentId?: string | undefined;
}

/** A step as one recipient will read it, filled by the same code that fills what is sent, with the signature of the mailbox that writes to them. */
export async function previewStep(
  tools: Tools,
  tx: Tx,
  campaign: OutreachRow & { workspaceId: string },
  { step, variant, whose }: { step: number; variant: string; whose: Whose },
) {
  const steps = await stepsOf(tx, campaign.workspaceId, campaign.id, campaign.version);
  const shown = steps[step - 1];
  const text = shown?.texts.find((one) => one.variant === variant) ?? shown?.texts[0];
  if (!shown || !text) throw notFound('step');
  const recipient = await findRecipient(tools, tx, campaign, whose);
  const signature = await signatureFor(tx, campaign, recipient);
  const filled = fillForRecipient(compileText({ ...text, signature }), readerOf(campaign, recipient), sampleLeaveValues[leaveTag]);
  return {
    recipient,
    files: await filesFor(tx, campaign.workspaceId, shown.files, recipient?.fields ?? {}),
    ...(filled.ok
      ? { subject: filled.subject, html: filled.html, text: filled.text, problems: [] }
      : { subject: '', html: '', text: '', problems: filled.problems.map((problem) => problem.sentence) }),
  };
}

/** Whose words a step is filled with before it is sent; nobody's where nobody is chosen yet. */
export const readerOf = ({ id: campaignId, language }: Pick<OutreachRow, 'id' | 'language'>, recipient: ToBe | undefined): Reader => ({
  campaignId,
  emailKey: recipient?.emailKey ?? '',
  fields: recipient?.fields ?? {},
  language,
});

/** What stands below the text: of the mailbox that wrote to this recipient before, or else of the first of the campaign. */
async function signatureFor(tx: Tx, { workspaceId, id }: OutreachRow & { workspaceId: string }, recipient: ToBe | undefined) {
  const own = recipient?.mailboxId ? await mailboxesOf(tx, workspaceId, [recipient.mailboxId]) : [];
  const [mailbox] = own.length > 0 ? own : await mailboxesOf(tx, workspaceId, await mailboxIdsOf(tx, workspaceId, id));
  return mailbox?.signature ?? '';
}

/** Whoever is named, or the first who would receive it; nobody where there is nobody yet. */
export async function findRecipient(
  tools: Tools,
  tx: Tx,
  campaign: OutreachRow & { workspaceId: string },
  { contactId, enrolmentId }: Whose,
): Promise<ToBe | undefined> {
  const { workspaceId } = campaign;
  if (enrolmentId && campaign.launchedAt) {
    const row = await findEnrolment(tx, { workspaceId, campaignId: campaign.id }, enrolmentId);
    if (!row) throw notFound('recipient');
    return { ...row, contactId: row.contactId, enrolmentId: row.id };
  }
  const where = { workspaceId, campaignId: campaign.id };
  const found =
    contactId === undefined && enrolmentId === undefined
      ? await firstToBe(tx, where, await audienceSql(tools, tx, workspaceId, campaign.audience))
      : await findToBe(tx, where, { contactId, enrolmentId });
  if (!found && (contactId ?? enrolmentId) !== undefined) throw notFound('recipient');
  return found;
}
