import { emailKey } from '../../../shared/email-address.ts';
import type { AskConsent, Consent } from '../../providers/capabilities.ts';
import type { MailSender } from '../deliveries/index.ts';
import type { MailboxKind } from './flow.ts';
import type { Flow } from './store.ts';

/** One company's mailboxes: how a supporter consents, and how a message is handed over. */
export interface MailboxWay {
  consent: AskConsent;
  mail: MailSender;
  redirectUri: string;
  /** The most messages that this copy may hand over in a minute, where the company counts them together. */
  perMinute?: number;
}

/** The mailboxes that this copy can send from. Outlook is there when it is set up. */
export interface Ways {
  gmail: MailboxWay;
  outlook?: MailboxWay | undefined;
  messageIdDomain: string;
}

/** The way of a flow; one that has chosen none yet goes by Gmail. */
export function wayOf(ways: Ways, flow: Pick<Flow, 'mailbox'> | { mailbox: MailboxKind }): MailboxWay {
  return (flow.mailbox === 'outlook' ? ways.outlook : undefined) ?? ways.gmail;
}

/** Microsoft's own directory for personal accounts, whose addresses it has verified (learn.microsoft.com, "ID token claims reference", `tid`). */
const personalDirectory = '9188040d-6c67-4c5b-b112-36a304b66dad.';

/**
 * What a supporter is known by when they are counted: the address, where the company vouches for it. In a directory of their own an
 * administrator may write any address into an account, so there it is the account itself.
 */
export function identityOf(mailbox: MailboxKind, consent: Pick<Consent, 'subject' | 'emailAddress'>): string {
  const vouchedFor = mailbox === 'gmail' || consent.subject.startsWith(personalDirectory);
  return vouchedFor ? emailKey(consent.emailAddress) : `microsoft|${consent.subject}`;
}
