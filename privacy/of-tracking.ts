import type { DataPromise } from './promise.ts';

const byMember = { kind: 'event', event: 'until an authorised member deletes it, or you ask for erasure' } as const;

/** What is kept of recipients of a team whose campaign wants to know whether its messages are opened. */
export const keptOfTracking: readonly DataPromise[] = [
  {
    key: 'tracking',
    ids: ['B11', 'B14', 'B15', 'B16'],
    group: 'recipients',
    title: 'Opens and clicks of team messages',
    sentence:
      'Only where a team switched it on for a campaign, and the message says so at its end: each time that the message or a link in it is opened is kept with its moment, IP address and browser, {limit}. Where it is off there is no hidden image, no changed link and no record.',
    whose: 'People whom a team writes to, in campaigns that say so in each message',
    what: 'Which message or link was opened and when, from which IP address, how the program named itself, whether it asked like a machine, and what it is taken for and why; links whose address was made for one person',
    why: 'So that a team sees whether what it writes is read, and can set machines that look at mail apart from people',
    legalBasis: 'Consent, or legitimate interest of the workspace, as the workspace answers for (GDPR Art. 6(1)(a) or (f))',
    holdings: [
      {
        table: 'tracked_hits',
        columns: ['enrolment_id', 'link_id', 'ip_address', 'user_agent', 'verdict', 'because'],
        end: byMember,
        then: 'delete',
      },
      { table: 'outreach_links', columns: ['enrolment_id', 'url'], end: byMember, then: 'delete' },
    ],
    stays: 'Counts, and where links lead that were the same for everybody.',
    seenBy: [],
  },
];
