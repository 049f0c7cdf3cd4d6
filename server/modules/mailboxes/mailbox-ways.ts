import { Refusal } from '../../platform/errors.ts';
import type { AskLastingConsent, OpenMailbox } from '../../providers/capabilities.ts';

/** One company at which members connect mailboxes. */
export interface MailboxWay {
  consent: AskLastingConsent;
  redirectUri: string;
}

/** The companies at which members connect mailboxes by their consent. Outlook is there when it is set up. */
export interface MailboxWays {
  gmail: MailboxWay;
  outlook?: MailboxWay | undefined;
  /** Renewals under way in this process, by mailbox: whoever comes meanwhile waits for the same one. */
  renewing: Map<string, Promise<OpenMailbox>>;
}

/** @throws Refusal where this copy is not set up for the company */
export function wayOf(ways: MailboxWays, provider: 'gmail' | 'outlook'): MailboxWay {
  const way = ways[provider];
  if (!way) throw new Refusal('refused', 'not_offered', 'This copy is not set up for mailboxes at Microsoft. Its operator can do that.');
  return way;
}
