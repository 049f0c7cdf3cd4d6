import type { Tools } from '../../../platform/tools.ts';
import type { HandOver, OpenMailbox } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { CannotCompose } from '../compose-message.ts';
import { composeOutreach } from '../compose-outreach.ts';

/** Whoever can hand messages of a team over from its mailboxes. Other modules name it, only this one calls it. */
export type TeamMailSender = HandOver;

/** What a message says, ready to be composed; written nowhere. */
export type TeamMessage = Parameters<typeof composeOutreach>[0];

/** What became of one call. `planned` means that surely nothing was handed over and the same may be tried again. */
export type HandedOverOutcome =
  | { state: 'accepted'; providerMessageId: string; messageId: string | null; providerThreadId: string | null }
  | { state: 'planned' | 'failed' | 'uncertain'; failure: ProviderFailure };

/** A claim whose lease ends sooner is not acted upon: somebody else may already have written down that nobody knows. */
const leastLeaseMilliseconds = 30_000;

/**
 * Hands one claimed message over. `accepted` is the provider's own word and nothing else; whatever breaks at a point that nobody knows is uncertain, and
 * what cannot be composed was surely not handed over.
 */
export async function handOverMessage(
  tools: Tools,
  sender: TeamMailSender,
  mailbox: OpenMailbox,
  { message, providerThreadId, leaseEndsAt }: { message: TeamMessage; providerThreadId: string | null; leaseEndsAt: Date },
): Promise<HandedOverOutcome> {
  if (leaseEndsAt.getTime() - tools.clock.now().getTime() < leastLeaseMilliseconds)
    return { state: 'planned', failure: new ProviderFailure('retry_now', 'unreachable', 'This process stood still for too long.') };
  let raw: Uint8Array;
  try {
    raw = composeOutreach(message);
  } catch (error) {
    if (!(error instanceof CannotCompose)) throw error;
    return { state: 'failed', failure: new ProviderFailure('never', 'message_refused', error.message) };
  }
  try {
    const { from, to } = message;
    const thread = providerThreadId === null ? {} : { providerThreadId };
    const given = await sender.handOver(mailbox, { from: from.address, to: to.address, raw, ...thread });
    return {
      state: 'accepted',
      providerMessageId: given.providerMessageId,
      messageId: given.messageId ?? null,
      providerThreadId: given.providerThreadId ?? null,
    };
  } catch (error) {
    if (error instanceof ProviderFailure) return { state: stateAfter[error.verdict], failure: error };
    tools.log.error('hand_over_interrupted', { problem: error instanceof Error ? error.name : 'unknown' });
    return { state: 'uncertain', failure: new ProviderFailure('uncertain', 'answer_lost', 'The sending was interrupted.') };
  }
}

const stateAfter = { retry_now: 'planned', retry_later: 'planned', reconnect: 'planned', never: 'failed', uncertain: 'uncertain' } as const;
