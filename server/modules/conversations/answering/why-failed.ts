import { quarantinedSentence, type FailureCode, type ProviderFailure } from '../../../providers/failure.ts';

const over = 'The permission of the mailbox is over. Connect it again.';
const lost = 'The connection broke while the mail server took it, so nobody knows whether it left.';

const sentences: Record<FailureCode, string | undefined> = {
  consent_missing_scope: over,
  consent_revoked: over,
  consent_code_refused: over,
  admin_blocked: 'The organisation of this mailbox does not let it send from here.',
  no_mailbox: 'The account has no mailbox that can send.',
  address_refused: 'The mail server does not take messages to this address.',
  // What the server or our own composing said of the message itself.
  message_refused: undefined,
  user_quota: 'The mailbox sends too fast for its provider at the moment.',
  daily_quota: 'The mailbox has sent as many messages as its provider allows for now.',
  project_quota: 'This copy has reached its limit at the provider for now.',
  provider_down: 'The mail server could not take it at that moment.',
  unreachable: 'The mail server could not be reached.',
  quarantined: quarantinedSentence,
  answer_lost: lost,
  answer_unreadable: lost,
};

/** Why an answer failed, or why nobody knows: nothing here promises that it is tried again by itself, because it is not. */
export const whyFailed = ({ code, message }: ProviderFailure): string => sentences[code] ?? message;
