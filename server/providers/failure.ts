import { Refusal } from '../platform/errors.ts';

/**
 * The one shape in which every provider's failure reaches the product.
 *
 * `verdict` says what may be done about it, and `handedOver` whether the provider may already have acted:
 * - `retry_now`   nothing happened; the same call may be made again inside this request;
 * - `retry_later` nothing happened; not before `retryAfterSeconds`;
 * - `never`       nothing happened and repeating will not help;
 * - `reconnect`   the consent is gone: the person has to connect again;
 * - `uncertain`   the request body was (or may have been) written and no final answer came.
 *   An uncertain call is never repeated blindly (RFC 5321 section 4.5.3.2 names the same gap for SMTP).
 */
export type Verdict = 'retry_now' | 'retry_later' | 'never' | 'reconnect' | 'uncertain';

/** Why a provider did not do what was asked, as a closed set that pages and reports can explain. */
export type FailureCode =
  | 'consent_missing_scope'
  | 'consent_revoked'
  | 'consent_code_refused'
  | 'admin_blocked'
  | 'no_mailbox'
  | 'address_refused'
  | 'message_refused'
  | 'user_quota'
  | 'daily_quota'
  | 'project_quota'
  | 'provider_down'
  | 'unreachable'
  | 'quarantined'
  | 'answer_lost'
  | 'answer_unreadable';

/** What everybody is told while a copy is under quarantine. */
export const quarantinedSentence =
  'This service was restored or copied and sends nothing until its operator has looked. Nothing was handed over.';

export class ProviderFailure extends Error {
  readonly verdict: Verdict;
  readonly code: FailureCode;
  /** Seconds after which the provider said a retry may succeed; only with `retry_later`. */
  readonly retryAfterSeconds: number | undefined;

  /** @param sentence what happened, in words a person understands; never contains an address, token or message text. */
  constructor(verdict: Verdict, code: FailureCode, sentence: string, retryAfterSeconds?: number) {
    super(sentence);
    this.name = 'ProviderFailure';
    this.verdict = verdict;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The mail server of the recipient says that there is nobody at this address, and that this stays so (RFC 3463 section 3.2). */
export class NoSuchAddress extends ProviderFailure {}

/** A refusal as it is, and what an outside service did not do as one. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof ProviderFailure) return new Refusal('provider_failed', error.code, error.message, error.retryAfterSeconds);
  return error instanceof Refusal ? error : undefined;
}

/** Whether a provider may have done what was asked of it, although it did not say so. */
export const isUncertain = (error: unknown): boolean => error instanceof ProviderFailure && error.verdict === 'uncertain';
