import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import { ProviderFailure, type FailureCode, type Verdict } from '../failure.ts';
import { readJson } from '../call.ts';
import { retryAfterSeconds, secondsUntil } from '../retry-after.ts';

type Meaning = readonly [verdict: Verdict, code: FailureCode, sentence: string];

const signedOut: Meaning = [
  'reconnect',
  'consent_revoked',
  'The permission at Google has ended, for example through a new password. Connect again.',
];
const notTicked: Meaning = [
  'reconnect',
  'consent_missing_scope',
  'Google was not allowed to send for you. Connect again and leave the box for sending ticked.',
];
const noMailbox: Meaning = [
  'never',
  'no_mailbox',
  'This Google account has no Gmail mailbox. Use another account, or send from your own mail program.',
];
const badAddress: Meaning = ['never', 'address_refused', 'Gmail does not accept the address of this recipient. Nothing was sent.'];
const badMessage: Meaning = ['never', 'message_refused', 'Gmail did not accept this message. Nothing was sent.'];
const tooLarge: Meaning = ['never', 'message_refused', 'The message is too large for Gmail. Nothing was sent.'];
const byAdministrators: Meaning = [
  'never',
  'admin_blocked',
  'The administrators of your domain do not allow apps to use Gmail. Use another account, or ask them.',
];
const notSwitchedOn: Meaning = [
  'never',
  'admin_blocked',
  'The Gmail API is not switched on for this service. Its operator has to do that at Google.',
];
const userQuota: Meaning = [
  'retry_later',
  'user_quota',
  'Gmail lets one mailbox send only so much in a while, and yours has reached that. Try again later.',
];
const dailyQuota: Meaning = ['retry_later', 'daily_quota', 'This service has used up its daily allowance at Google. Try again tomorrow.'];
const projectQuota: Meaning = [
  'retry_later',
  'project_quota',
  'Too many messages are leaving through this service at once. Try again in a minute.',
];
const fault: Meaning = [
  'uncertain',
  'provider_down',
  'Gmail had a fault and did not say whether it sent the message. Look into your Sent folder.',
];
const unreadable: Meaning = [
  'uncertain',
  'answer_unreadable',
  'What came back did not come from Gmail. Look into your Sent folder to see whether the message left.',
];

/** By Google's reason (developers.google.com/workspace/gmail/api/guides/handle-errors). */
const byReason = new Map<string, Meaning>(
  Object.entries({
    authError: signedOut,
    insufficientPermissions: notTicked,
    failedPrecondition: noMailbox,
    domainPolicy: byAdministrators,
    accessNotConfigured: notSwitchedOn,
    userRateLimitExceeded: userQuota,
    dailyLimitExceeded: dailyQuota,
    rateLimitExceeded: projectQuota,
    quotaExceeded: projectQuota,
    uploadTooLarge: tooLarge,
  }),
);

const gmailError = z.object({
  error: z.object({
    message: z.string().default(''),
    errors: z.array(z.object({ reason: z.string() })).default([]),
  }),
});

/** What an answer of Gmail that is not a success means for the message and for the person. Gmail's own words are never passed on. */
export function gmailFailure(answer: OutboundAnswer, now: Date): ProviderFailure {
  const parsed = gmailError.safeParse(readJson(answer.text));
  const error = parsed.success ? { reason: parsed.data.error.errors[0]?.reason ?? '', message: parsed.data.error.message } : undefined;
  const [verdict, code, sentence] = meaningOf(answer.status, error);
  const seconds = verdict === 'retry_later' ? (retryAfterSeconds(answer, now) ?? retryTimeInText(error?.message ?? '', now)) : undefined;
  return new ProviderFailure(verdict, code, sentence, seconds);
}

function meaningOf(status: number, error: { reason: string; message: string } | undefined): Meaning {
  // A fault may come after the message was taken; only a 4xx says that it was not.
  if (status >= 500) return fault;
  if (status === 401) return signedOut;
  if (status === 429) return userQuota;
  if (status === 413) return tooLarge;
  if (status < 400 || status === 408 || status === 409 || !error) return unreadable;
  if (error.reason === 'invalidArgument' && /recipient address|invalid (to|cc|bcc) header/i.test(error.message)) return badAddress;
  // Newer answers call both quotas rateLimitExceeded and tell them apart in the text.
  if (error.reason === 'rateLimitExceeded' && /per user|user-rate/i.test(error.message)) return userQuota;
  return byReason.get(error.reason) ?? badMessage;
}

/**
 * Gmail names the time only in the text of some errors: "User-rate limit exceeded.  Retry after 2026-11-22T12:57:51.196Z (Mail sending)"
 * (googleapis/google-api-ruby-client #20544).
 */
function retryTimeInText(text: string, now: Date): number | undefined {
  const time = /retry after (\d{4}-\d{2}-\d{2}T[\d:.]+Z)/i.exec(text)?.[1];
  return time === undefined ? undefined : secondsUntil(time, now);
}
