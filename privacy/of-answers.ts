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
  {
    key: 'webhook_events',
    ids: ['B10', 'B14', 'B15'],
    group: 'recipients',
    title: 'What a server of the team is told',
    sentence:
      'Where a team has a server of its own told what became of its messages, that this was told stands under your number in the campaign for {limit}. It is told your address only where a member who may read it chose so, and the address is kept nowhere for it.',
    whose: 'People whom a team writes to',
    what: 'Which server of the team was told what about which message, and when; a number in place of an address',
    why: 'So that nothing that happened is lost on the way to the team’s own systems',
    legalBasis: 'Legitimate interest of the workspace (GDPR Art. 6(1)(f))',
    holdings: [
      {
        table: 'webhook_events',
        columns: ['enrolment_id', 'about'],
        end: { kind: 'after', period: { days: 30 }, from: 'happened_at' },
        then: 'delete',
      },
    ],
    stays: 'What the team’s own server keeps.',
    seenBy: [],
  },
];
