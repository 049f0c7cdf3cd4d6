import { newId } from '../../platform/ids.ts';
import { patiently, type Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SendMail } from '../../providers/capabilities.ts';
import { ProviderFailure } from '../../providers/failure.ts';
import { findSuppressed } from '../suppressions/index.ts';
import { composeMessage, messageIdFor } from './compose-message.ts';
import { leaseSeconds, longestWaitSeconds, mostAttempts, type Reason, type Settled } from './delivery.ts';
import { claimDelivery, endAttempt, insertAttempt, settleClaimed, settlePlanned, type Outcome } from './store.ts';

/** One message to one recipient, composed in memory while it is sent and never stored (promise A9). */
export interface Outgoing {
  workspaceId: string;
  deliveryId: string;
  campaignId: string;
  from: { name: string; address: string };
  to: { name: string; address: string; emailKey: string };
  subject: string;
  text: string;
  /** False for who was shown and may not be written to any more: their delivery is skipped. */
  mayLeave: boolean;
}

/** Whoever can hand a finished message to a mailbox. Other modules name it, only this one calls it. */
export type MailSender = SendMail;

export interface Sending {
  provider: MailSender;
  accessToken: string;
  messageIdDomain: string;
  /** Asked again inside each claiming transaction: may this still be sent? A sentence-less no. */
  stillAllowed(tx: Tx): Promise<boolean>;
  /** Told in the transaction that settles, so that counts and rows agree. */
  onSettled(tx: Tx, settled: Settled, at: Date): Promise<void>;
}

/**
 * Sends one delivery, once: transaction A claims it and writes the attempt, then the provider is called, then transaction B writes the outcome.
 * Nothing that may have been handed over is ever sent again; what was surely not handed over is tried again while the supporter waits.
 * A delivery that somebody else claimed comes back as it is planned there.
 */
export async function sendDelivery(tools: Tools, message: Outgoing, sending: Sending): Promise<Settled> {
  let waited = 0;
  for (let round = 1; ; round++) {
    const claim = await claimForSending(tools, message, sending);
    if ('settled' in claim) return claim.settled;
    const result = await attempt(tools, message, sending, claim);
    if (result.verdict === 'settled') return result.settled;
    waited += result.waitSeconds;
    if (round >= mostAttempts || waited > longestWaitSeconds || tools.ending?.aborted)
      return giveUp(tools, message, sending, result.reason);
    await tools.clock.wait(result.waitSeconds * 1000);
  }
}

interface Claim {
  fence: string;
  number: number;
  messageId: string;
  /** As the row says, whatever the caller thinks: then nobody but the sending mailbox itself can be written to. */
  rehearsal: boolean;
}

/** Transaction A. After it the delivery is `sending`: from here to transaction B a vanished process makes it uncertain. */
async function claimForSending(tools: Tools, message: Outgoing, sending: Sending): Promise<Claim | { settled: Settled }> {
  const { workspaceId, deliveryId: id } = message;
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const now = tools.clock.now();
    const suppressed = await findSuppressed(tools, tx, workspaceId, [message.to.emailKey]);
    if (suppressed.size > 0) {
      const settled = { state: 'skipped' as const, reason: 'suppressed' as const };
      if (await settlePlanned(tx, { workspaceId, id }, { ...settled, settledAt: now })) await sending.onSettled(tx, settled, now);
      return { settled };
    }
    if (!message.mayLeave) {
      const settled = { state: 'skipped' as const, reason: 'not_offered' as const };
      if (await settlePlanned(tx, { workspaceId, id }, { ...settled, settledAt: now })) await sending.onSettled(tx, settled, now);
      return { settled };
    }
    if (!(await sending.stillAllowed(tx))) return { settled: { state: 'planned' as const, reason: null } };
    const fence = newId(tools.clock);
    const claimed = await claimDelivery(tx, { workspaceId, id }, { fence, leaseEndsAt: new Date(now.getTime() + leaseSeconds * 1000) });
    if (!claimed) return { settled: { state: 'planned' as const, reason: null } };
    const { attempts: number, rehearsal } = claimed;
    const messageId = messageIdFor(id, number, sending.messageIdDomain);
    await insertAttempt(tx, { workspaceId, deliveryId: id, number, messageId, startedAt: now });
    return { fence, number, messageId, rehearsal };
  });
}

type Result = { verdict: 'settled'; settled: Settled } | { verdict: 'again'; waitSeconds: number; reason: Reason };

async function attempt(tools: Tools, message: Outgoing, sending: Sending, claim: Claim): Promise<Result> {
  let failure: ProviderFailure | undefined;
  let providerMessageId: string | null = null;
  try {
    const raw = composeMessage({
      from: message.from,
      to: claim.rehearsal ? message.from : { name: message.to.name, address: message.to.address },
      subject: claim.rehearsal ? `[Rehearsal] ${message.subject}` : message.subject,
      text: message.text,
      messageId: claim.messageId,
      date: tools.clock.now(),
    });
    ({ providerMessageId } = await sending.provider.send({ accessToken: sending.accessToken, raw }));
  } catch (error) {
    // Anything that is not a provider's own word is a fault of ours at an unknown point: uncertain, never repeated.
    failure = error instanceof ProviderFailure ? error : new ProviderFailure('uncertain', 'answer_lost', 'The sending was interrupted.');
    if (failure !== error) tools.log.error('delivery_interrupted', { problem: error instanceof Error ? error.name : 'unknown' });
  }
  return settle(tools, message, sending, { claim, failure, providerMessageId });
}

/** Transaction B, under the fence of A. */
async function settle(
  tools: Tools,
  message: Outgoing,
  sending: Sending,
  happened: { claim: Claim; failure: ProviderFailure | undefined; providerMessageId: string | null },
): Promise<Result> {
  const { claim, failure } = happened;
  const { workspaceId, deliveryId: id } = message;
  const again = failure && (failure.verdict === 'retry_now' || failure.verdict === 'retry_later');
  const settled: Settled = {
    state: failure ? (failure.verdict === 'uncertain' ? 'uncertain' : 'failed') : 'accepted',
    reason: failure?.code ?? null,
  };
  await patiently(tools.clock, () =>
    tools.database.inWorkspace(workspaceId, async (tx) => {
      const now = tools.clock.now();
      const outcome: Outcome = {
        outcome: again ? 'retryable' : (settled.state as 'accepted' | 'failed' | 'uncertain'),
        errorCode: failure?.code ?? null,
        errorDetails: failure?.message ?? null,
        providerMessageId: happened.providerMessageId,
        endedAt: now,
      };
      await endAttempt(tx, { workspaceId, deliveryId: id, number: claim.number }, outcome);
      const to = again ? { state: 'planned' as const, reason: null, settledAt: null } : { ...settled, settledAt: now };
      const mine = await settleClaimed(tx, { workspaceId, id, fence: claim.fence }, to);
      if (mine && !again) await sending.onSettled(tx, settled, now);
    }),
  );
  if (!again) return { verdict: 'settled', settled };
  return { verdict: 'again', waitSeconds: failure.retryAfterSeconds ?? 1, reason: failure.code };
}

async function giveUp(tools: Tools, message: Outgoing, sending: Sending, reason: Reason): Promise<Settled> {
  const settled: Settled = { state: 'failed', reason };
  await patiently(tools.clock, () =>
    tools.database.inWorkspace(message.workspaceId, async (tx) => {
      const now = tools.clock.now();
      const mine = await settlePlanned(
        tx,
        { workspaceId: message.workspaceId, id: message.deliveryId },
        { state: 'failed', reason, settledAt: now },
      );
      if (mine) await sending.onSettled(tx, settled, now);
    }),
  );
  return settled;
}
