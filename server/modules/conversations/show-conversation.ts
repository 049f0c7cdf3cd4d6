import { withoutQuoted } from '../../../shared/quoted-text.ts';
import { showId } from '../../platform/ids.ts';
import type { SentWords } from '../outreach/index.ts';
import type { ConversationRow, MessageRow } from './store.ts';

/** A conversation as lists show it. */
export function shownConversation(row: ConversationRow) {
  const { state, email, name, subject, campaignId, enrolmentId, contactId, mailboxId, mailbox } = row;
  return {
    ...{ id: showId('conversation', row.id), state, email, name, subject },
    excerpt: beginningOf(row.excerpt ?? ''),
    lastFrom: row.lastFrom ?? ('in' as const),
    isNew: row.readAt === null,
    onlyAutomatic: row.repliedAt === null,
    campaign: campaignId === null ? null : { id: showId('outreach', campaignId), name: row.campaign ?? '' },
    enrolmentId: enrolmentId === null ? null : showId('enrolment', enrolmentId),
    contactId: contactId === null ? null : showId('contact', contactId),
    mailbox: mailboxId === null ? null : { id: showId('mailbox', mailboxId), address: mailbox ?? '' },
    begunAt: row.begunAt.toISOString(),
    lastMessageAt: row.lastMessageAt.toISOString(),
  };
}

/** The first words that somebody wrote themselves, without what they quote. */
const beginningOf = (text: string): string => withoutQuoted(text).own.replace(/\s+/g, ' ').trim().slice(0, 140);

/** One message of it. What the mailbox calls it is of no use to anybody who reads it. */
export function shownMessage(row: MessageRow) {
  const { direction, kind, fromEmail, fromName, toEmail, subject, text, attachments, writtenBy, state } = row;
  return {
    ...{ id: showId('message', row.id), direction, kind, fromEmail, fromName, toEmail, subject, text, attachments, writtenBy, state },
    because: row.errorDetails,
    at: row.at.toISOString(),
  };
}

export const shownSent = ({ messageId: _, at, ...sent }: SentWords) => ({ ...sent, at: at.toISOString() });
