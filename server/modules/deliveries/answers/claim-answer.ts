import { toAscii } from '../../../../shared/email-address.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import { findQuarantine } from '../../../platform/quarantine.ts';
import type { Tools } from '../../../platform/tools.ts';
import { ProviderFailure, quarantinedSentence } from '../../../providers/failure.ts';
import { leaseSeconds } from '../delivery.ts';
import { insertAnswer, type AnswerRow } from './store.ts';

/** An answer that this process may hand over now, and nobody else. */
export interface ClaimedAnswer extends Omit<AnswerRow, 'domain'> {
  messageId: string;
  fence: string;
  leaseEndsAt: Date;
  claimedAt: Date;
}

/**
 * The claiming part of an answer’s transaction A: with a fence, a lease and the Message-ID of the attempt. From its commit on a vanished process makes it
 * uncertain. The same answer a second time is claimed only where it surely never left: of a double press one sends.
 * @throws ProviderFailure while the copy is under quarantine
 */
export async function claimAnswer(
  tools: Tools,
  tx: Tx,
  workspaceId: string,
  answer: Omit<AnswerRow, 'domain'>,
): Promise<ClaimedAnswer | undefined> {
  if (await findQuarantine(tx)) throw new ProviderFailure('never', 'quarantined', quarantinedSentence);
  const now = tools.clock.now();
  const claim = { fence: newId(tools.clock), leaseEndsAt: new Date(now.getTime() + leaseSeconds * 1000), claimedAt: now };
  const domain = toAscii(answer.fromEmail.slice(answer.fromEmail.lastIndexOf('@') + 1)) ?? 'localhost.invalid';
  const claimed = await insertAnswer(tx, workspaceId, { ...answer, domain }, claim);
  return claimed && { ...answer, ...claim, messageId: claimed.messageId };
}
