import type { Tx } from '../../../platform/database.ts';
import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { audienceSql } from '../../contacts/index.ts';
import { filesFor } from '../attaching/files-for.ts';
import { compileText, renderText, sampleLeaveValues } from '../../templates/index.ts';
import { findEnrolment } from '../recipients/store.ts';
import { stepsOf, type OutreachRow } from '../store.ts';
import { findToBe, firstToBe, type ToBe } from './store.ts';

/** Whose message is looked at: a contact of the audience or a recipient; the first of all where nobody is named. */
export interface Whose {
  contactId?: string | undefined;
  enrolmentId?: string | undefined;
}

/** A step as one recipient will read it, filled by the same code that fills what is sent. */
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
  const seed = recipient?.enrolmentId ?? recipient?.contactId ?? 'preview';
  const filled = renderText(compileText(text), { ...recipient?.fields, ...sampleLeaveValues }, { seed, language: campaign.language });
  return {
    recipient,
    files: await filesFor(tx, campaign.workspaceId, shown.files, recipient?.fields ?? {}),
    ...(filled.ok
      ? { subject: filled.subject, html: filled.html, text: filled.text, problems: [] }
      : { subject: '', html: '', text: '', problems: filled.problems.map((problem) => problem.sentence) }),
  };
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
