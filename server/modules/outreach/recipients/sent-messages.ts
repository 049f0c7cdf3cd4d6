import type { Tx } from '../../../platform/database.ts';
import { compileText, leaveTag, sampleLeaveValues } from '../../templates/index.ts';
import { fillForRecipient } from '../fill-for-recipient.ts';
import { stepsOfVersions, textsOfVersion } from '../sending/store.ts';
import { answering } from '../sending/write-message.ts';
import { sentToEnrolment, type SentRow } from './store.ts';

/** A message of a campaign as its recipient read it. */
export interface SentWords extends Pick<SentRow, 'step' | 'state' | 'messageId' | 'at' | 'mailbox'> {
  subject: string;
  text: string;
}

/**
 * What a campaign sent to one recipient, or may have sent, composed anew from the version of each text that was claimed. The signature below is that of
 * today, and the address for leaving is left out: nobody but the recipient leaves by it.
 */
export async function sentMessages(tx: Tx, workspaceId: string, which: { campaignId: string; enrolmentId: string }): Promise<SentWords[]> {
  const { campaignId, enrolmentId } = which;
  const rows = await sentToEnrolment(tx, { workspaceId, campaignId }, enrolmentId);
  const words: SentWords[] = [];
  for (const { step, state, messageId, at, mailbox, variant, textVersion: version, signature, thread, ...reader } of rows) {
    const typed = (await textsOfVersion(tx, workspaceId, campaignId, version)).find(
      (text) => text.position === step && text.variant === variant,
    );
    const steps = await stepsOfVersions(tx, workspaceId, [{ campaignId, version }]);
    const sameThread = thread !== null && step > 1 && steps.find(({ position }) => position === step)?.sameThread === true;
    const compiled = compileText({
      subject: sameThread ? 'Re' : (typed?.subject ?? ''),
      html: typed?.html ?? '',
      signature: signature ?? '',
    });
    const filled = fillForRecipient(compiled, { campaignId, ...reader }, sampleLeaveValues[leaveTag]);
    const subject = sameThread ? answering(thread) : filled.ok ? filled.subject : '';
    words.push({ step, state, messageId, at, mailbox, subject, text: filled.ok ? filled.text : '' });
  }
  return words;
}
