import { keptOfAnswers } from './of-answers.ts';
import { keptOfContacts, keptOfMailboxes } from './of-contacts.ts';
import { keptInFiles } from './of-files.ts';
import { keptOfImports } from './of-imports.ts';
import { keptOfMembers } from './of-members.ts';
import { keptOfRecipients } from './of-recipients.ts';
import { keptOfSupporters } from './of-supporters.ts';
import { keptOfVisitors } from './of-visitors.ts';
import { keptOfTracking } from './of-tracking.ts';
import type { DataPromise, Period } from './promise.ts';

/**
 * What is kept about people: each class of personal data, said once.
 * The retention job, the page “What we keep”, the privacy policy, the data map, log redaction and the tests are made from this list.
 */
export const promises: readonly DataPromise[] = [
  ...keptOfSupporters,
  ...keptOfRecipients,
  ...keptOfContacts,
  ...keptOfAnswers,
  ...keptInFiles,
  ...keptOfTracking,
  ...keptOfImports,
  ...keptOfMembers,
  ...keptOfMailboxes,
  ...keptOfVisitors,
];

/** The period that the register gives the rows of a table: code that needs it asks here and never says a number of its own. */
export function periodOf(table: string): Period {
  for (const { holdings } of promises)
    for (const { table: held, end } of holdings) if (held === table && end.kind !== 'event') return end.period;
  throw new Error(`No promise gives the table ${table} a period.`);
}
