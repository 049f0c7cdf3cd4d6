import type { DataPromise } from './promise.ts';

const byMember = { kind: 'event', event: 'until an authorised member deletes it, or you ask for erasure' } as const;

/** What is kept of what comes back to mailboxes that a team allowed to be read. */
export const keptOfAnswers: readonly DataPromise[] = [
  {
    key: 'answers',
    ids: ['B3', 'B10', 'B14', 'B15'],
    group: 'recipients',
    title: 'Answers to a team',
    sentence:
      'What you answer to a message that a team sent you is kept as text, without what you attached, {limit}. Of other mail in that mailbox nothing is kept.',
    whose: 'People who answer a message of a team',
    what: 'Address and name, subject and text of each message in both directions, the names of what was attached, its numbers at the provider, and when it was read by a member',
    why: 'So that a person answers you, and so that no further message follows what you answered',
    legalBasis: 'Legitimate interest of the workspace (GDPR Art. 6(1)(f))',
    holdings: [
      {
        table: 'conversations',
        columns: [
          'mailbox_id',
          'contact_id',
          'enrolment_id',
          'email',
          'email_key',
          'name',
          'subject',
          'provider_thread_id',
          'replied_at',
          'read_at',
        ],
        end: byMember,
        then: 'delete',
      },
      {
        table: 'messages',
        columns: [
          'email_key',
          'from_email',
          'from_name',
          'to_email',
          'subject',
          'text',
          'attachments',
          'message_id',
          'provider_message_id',
          'error_details',
        ],
        end: byMember,
        then: 'delete',
      },
    ],
    stays: 'Counts.',
    seenBy: [],
  },
  {
    key: 'returns',
    ids: ['B10', 'B14', 'B15'],
    group: 'recipients',
    title: 'What came back for a message',
    sentence: 'Whether a message to you was answered, came back as not delivered, or was reported as unwanted is kept {limit}.',
    whose: 'People whom a team writes to',
    what: 'What came back for which message, when, under which number at the provider, what a mail server gave as its reason, and when an automatic answer says that you are back',
    why: 'So that nobody is written to again who answered, cannot be reached or does not want it',
    legalBasis: 'Legitimate interest of the workspace (GDPR Art. 6(1)(f))',
    holdings: [
      {
        table: 'outreach_returns',
        columns: ['enrolment_id', 'severity', 'status_code', 'provider_message_id', 'back_on'],
        end: byMember,
        then: 'delete',
      },
    ],
    stays: 'Counts.',
    seenBy: [],
  },
];
