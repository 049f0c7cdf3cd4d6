import type { Outbound, OutboundAnswer, OutboundCall } from '../platform/outbound.ts';
import { callCompany } from './call.ts';
import { ProviderFailure, type FailureCode } from './failure.ts';

const services = { Google: 'Gmail', Microsoft: 'Outlook' } as const;
type Company = keyof typeof services;

/**
 * Asks a company something about a mailbox. Nothing is changed by that, so whatever goes wrong on the way, it may be asked again.
 * An answer with more bytes than are wanted is not waited for.
 */
export async function askMailbox(
  company: Company,
  outbound: Outbound,
  call: Omit<OutboundCall, 'method'>,
): Promise<OutboundAnswer | 'too_large'> {
  let why = '';
  const lost = (reason: string) => {
    why = reason;
    return new ProviderFailure(
      'retry_later',
      'answer_lost',
      `${services[company]} did not answer to the end. The mailbox is read again later.`,
    );
  };
  try {
    return await callCompany(company, outbound, { ...call, method: 'GET' }, lost);
  } catch (error) {
    if (why === 'too_large') return 'too_large';
    throw error;
  }
}

/** What was said instead of an answer did not come from the company. */
export function unreadableAnswer(company: Company): ProviderFailure {
  return new ProviderFailure(
    'retry_later',
    'answer_unreadable',
    `What came back did not come from ${services[company]}. The mailbox is read again later.`,
  );
}

/** The same failure, where the company was only asked: what is uncertain of a message that leaves is certain here, and the sentence speaks of reading. */
export function whileReading(company: Company, failure: ProviderFailure): ProviderFailure {
  const verdict = failure.verdict === 'uncertain' ? 'retry_later' : failure.verdict;
  return new ProviderFailure(verdict, failure.code, sentenceOf(services[company], failure), failure.retryAfterSeconds);
}

function sentenceOf(service: string, { code, message }: ProviderFailure): string {
  const sentences: Partial<Record<FailureCode, string>> = {
    consent_revoked: `The permission to read this mailbox has ended, for example through a new password. Connect it again.`,
    consent_missing_scope: `${service} was not allowed to show this mailbox. Connect it again and allow reading.`,
    admin_blocked: `The administrators of this mailbox do not allow apps to read it. Ask them, or connect it for sending alone.`,
    no_mailbox: `This account has no ${service} mailbox.`,
    user_quota: `${service} lets one mailbox be read only so much in a while. It is read again later.`,
    daily_quota: `This service has used up its daily allowance at ${service}. The mailbox is read again tomorrow.`,
    project_quota: `Too many mailboxes are read through this service at once. This one is read again later.`,
    provider_down: `${service} had a fault. The mailbox is read again later.`,
    answer_unreadable: `What came back did not come from ${service}. The mailbox is read again later.`,
    message_refused: `${service} did not understand what was asked of this mailbox.`,
    address_refused: `${service} did not understand what was asked of this mailbox.`,
  };
  return sentences[code] ?? message;
}
