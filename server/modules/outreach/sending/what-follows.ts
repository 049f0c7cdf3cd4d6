import type { HandedOverOutcome } from '../../deliveries/index.ts';
import type { FailureCode } from '../../../providers/failure.ts';
import type { ParkedBecause } from '../../mailboxes/index.ts';
import { jitterOf } from './readiness.ts';
import type { Steps } from './claim-messages.ts';
import type { Onward } from './store.ts';

/**
 * Why a message was not sent though nobody refused it: its text could not be filled, or a file is not there. It `failed` where that is so for this recipient,
 * who lacks a value or a file of their own; and it is `planned` still where nobody’s message can be made before a member has mended the campaign.
 */
export type Unsent = { state: 'failed' | 'planned'; reason: 'text_unusable' | 'file_missing'; sentence: string };
/** Whoever it was for was stopped while it waited, so it was kept back. */
export const stoppedMeanwhile = {
  state: 'skipped',
  reason: 'stopped',
  sentence: 'They were stopped before it was handed over.',
} as const;
export type MessageOutcome = HandedOverOutcome | Unsent | typeof stoppedMeanwhile;

/** As much of a claim as decides about what follows. */
export interface Tried {
  campaignId: string;
  enrolmentId: string;
  step: number;
  attempts: number;
  mailboxId: string;
  messageId: string;
  subject: string;
  /** Whether it opened a thread of its own. */
  opensThread: boolean;
  /** Whether the enrolment had its mailbox before this message. */
  sticky: boolean;
  steps: Steps;
}

/** Whether nobody’s message of this campaign can be made like this one: it waits, and the campaign with it. */
export const isOfCampaign = (outcome: MessageOutcome): outcome is Unsent => outcome.state === 'planned' && !('failure' in outcome);

/** A recipient's server that asks to come back later is asked so many times. */
const mostTries = 8;
const hourMilliseconds = 3_600_000;

/** How an enrolment goes on, and what its delivery says. */
export function whatFollows(
  tried: Tried,
  outcome: MessageOutcome,
  now: Date,
): { state: 'accepted' | 'failed' | 'skipped' | 'uncertain' | 'planned'; reason: string | null; onward: Onward } {
  const { campaignId, enrolmentId, step, mailboxId } = tried;
  const same = { campaignId, enrolmentId, nextStep: step, dueAt: null, mailboxId, messageId: null, providerThreadId: null, subject: null };
  if (outcome.state === 'accepted') {
    const thread = tried.opensThread
      ? { messageId: outcome.messageId ?? tried.messageId, providerThreadId: outcome.providerThreadId, subject: tried.subject }
      : {};
    const next = tried.steps.delays.get(step + 1);
    if (!next) return { state: 'accepted', reason: null, onward: { ...same, ...thread, state: 'finished', reason: null } };
    const dueAt = new Date(now.getTime() + next.delayHours * hourMilliseconds);
    return { state: 'accepted', reason: null, onward: { ...same, ...thread, state: 'waiting', reason: null, nextStep: step + 1, dueAt } };
  }
  const reason = 'failure' in outcome ? outcome.failure.code : outcome.reason;
  const back = outcome.state === 'planned' || (outcome.state === 'failed' && 'failure' in outcome && blamesMailbox(outcome.failure.code));
  if (!back) {
    const state = outcome.state;
    // Should a member find the message in the mailbox, its thread goes on.
    const thread = state === 'uncertain' && tried.opensThread ? { messageId: tried.messageId, subject: tried.subject } : {};
    return { state, reason, onward: { ...same, ...thread, state: 'stopped', reason: state === 'uncertain' ? 'uncertain' : reason } };
  }
  const retried = tried.sticky ? mailboxId : null;
  if (!('failure' in outcome) || !isOfRecipient(outcome.failure.code))
    return { state: 'planned', reason, onward: { ...same, mailboxId: retried, state: 'waiting', reason: null } };
  if (tried.attempts >= mostTries) return { state: 'failed', reason, onward: { ...same, state: 'stopped', reason } };
  const dueAt = new Date(now.getTime() + recipientPause(tried.attempts, outcome.failure.retryAfterSeconds));
  return { state: 'planned', reason, onward: { ...same, mailboxId: retried, state: 'waiting', reason: null, dueAt } };
}

/** A server that puts one recipient off (greylisting) says nothing about the mailbox. */
const isOfRecipient = (code: FailureCode): boolean => code === 'address_refused';
/** What no message of this mailbox will get past. */
const blamesMailbox = (code: FailureCode): boolean =>
  code === 'consent_missing_scope' || code === 'consent_revoked' || code === 'admin_blocked' || code === 'no_mailbox';

const recipientPause = (attempts: number, retryAfterSeconds: number | undefined): number =>
  Math.max((retryAfterSeconds ?? 0) * 1000, Math.min(4 * hourMilliseconds, 5 * 60_000 * 2 ** (attempts - 1)));

/** What holds a mailbox back beside its own pacing. */
export interface Held {
  slowUntil: number | undefined;
  slowed: number;
  refused: number;
}

export interface Consequence extends Held {
  park?: { because: ParkedBecause; until: Date | null; error: string };
}

/** After so many refusals of messages in a row a mailbox is parked: it is not the recipients. */
const mostRefused = 5;
/** After so many pauses in a row, the last of about an hour, its server counts as unreachable. */
const mostSlowed = 8;

/**
 * What an outcome means for the whole mailbox. A provider that asks for patience slows all of it, each time twice as long and never less than it asked
 * for; several lanes that meet the same refusal slow it once. A permission that is over, a limit that is reached and a row of refusals park it.
 */
export function consequenceOf(before: Held, deliveryId: string, outcome: MessageOutcome, now: Date): Consequence {
  if (outcome.state === 'accepted') return { slowUntil: before.slowUntil, slowed: 0, refused: 0 };
  if (!('failure' in outcome)) return before;
  const { code, verdict, message, retryAfterSeconds } = outcome.failure;
  const at = now.getTime();
  const park = (because: ParkedBecause, until: Date | null) => ({ ...before, park: { because, until, error: message } });
  if (verdict === 'reconnect') return park('reconnect', null);
  if (code === 'quarantined') return before;
  if (code === 'daily_quota') return park('limit', new Date(at + (retryAfterSeconds ?? 3600) * 1000));
  if (blamesMailbox(code)) return park('refused', null);
  if (isOfRecipient(code)) return before;
  if (verdict === 'never') {
    const refused = before.refused + 1;
    return refused < mostRefused ? { ...before, refused } : { ...park('refused', null), refused: 0 };
  }
  const asked = at + (retryAfterSeconds ?? 0) * 1000;
  if (before.slowUntil !== undefined && before.slowUntil > at) return { ...before, slowUntil: Math.max(before.slowUntil, asked) };
  const pause = Math.min(hourMilliseconds, 15_000 * 2 ** before.slowed) * (1 + jitterOf(deliveryId) / 4);
  const slowed = before.slowed + 1;
  const slowUntil = Math.ceil(Math.max(at + pause, asked));
  if (slowed < mostSlowed) return { ...before, slowed, slowUntil };
  return { ...before, slowed: 0, slowUntil: undefined, park: { because: 'unreachable', until: new Date(slowUntil), error: message } };
}
