import type { ListingOrganisation } from '../../../public-pages/recipient-props.ts';
import { dayInWords } from '../../platform/period.ts';
import type { HeldEnrolment } from '../outreach/index.ts';
import type { Held } from './held.ts';

/** As much as a page shows; the file that one takes along holds everything. */
const mostLines = 20;
const longestLine = 600;

/** What one organisation’s team holds about a person: their entry in its address book, what it wrote to them, and lines of files that it could not use. */
export function teamPartsOf(
  held: Held,
  workspaceId: string,
): Pick<ListingOrganisation, 'addressBook' | 'teamCampaigns' | 'conversations' | 'lines'> {
  const here = <Row extends { workspaceId: string }>(rows: readonly Row[]) => rows.filter((row) => row.workspaceId === workspaceId);
  const [contact] = here(held.contacts);
  return {
    ...(contact ? { addressBook: fieldsOf(contact) } : {}),
    teamCampaigns: here(held.teamCampaigns).map((one) => ({
      title: one.campaign,
      state: stateOf(one),
      messages: one.messages.filter(({ state }) => state === 'accepted').length,
      fields: filled([...Object.entries(one.fields), ['Since', dayInWords(one.enrolledAt)], ['Opens and clicks noted', notedOf(one)]]),
    })),
    conversations: here(held.conversations).map((one) => ({
      title: one.subject ?? 'An answer in which you took part',
      lines: one.messages.slice(-mostLines).map(({ direction, at, text }) => ({
        name: `${direction === 'in' ? 'You wrote' : 'They answered'} on ${dayInWords(new Date(at))}`,
        value: text.length > longestLine ? `${text.slice(0, longestLine)}…` : text,
      })),
      messages: one.messages.length,
    })),
    lines: here(held.imports).flatMap(({ row, reason, importedAt, basis }) =>
      row === null
        ? []
        : {
            about: `A line with your address of a file of ${dayInWords(importedAt)} could not be used. It is deleted 30 days after the import.`,
            fields: filled([
              [
                'The line',
                row
                  .filter((cell) => cell !== '')
                  .join(', ')
                  .slice(0, longestLine),
              ],
              ['Why it was not used', reason],
              ['Why they may write, in their words', basis],
            ]),
          },
    ),
  };
}

const notedOf = ({ opened }: HeldEnrolment) =>
  opened.length === 0 ? '' : `${String(opened.length)}, with moment, IP address and browser, in the file that you can take along`;

function stateOf({ state, reason }: HeldEnrolment): string {
  if (state === 'waiting') return 'More messages may come';
  if (state === 'sending') return 'A message is leaving now';
  return reason === 'unsubscribed' ? 'Ended, because you left' : 'Over';
}

/** Every field that is filled in, in the words of people. */
function fieldsOf(contact: Held['contacts'][number]) {
  return filled([
    ['Address', contact.email],
    ['First name', contact.firstName],
    ['Last name', contact.lastName],
    ['Company', contact.company],
    ['Job title', contact.jobTitle],
    ['Phone', contact.phone],
    ['Language', contact.language],
    ['Time zone', contact.timeZone],
    ...Object.entries(contact.fields),
    ['Tags', contact.tags.join(', ')],
    ['Lists', contact.lists.join(', ')],
    ['What a check of the address found', contact.verdictBecause],
    ['Added on', dayInWords(contact.createdAt)],
    ['Why they may write, in their words', contact.origin?.basis],
  ]);
}

const filled = (named: readonly [string, unknown][]) =>
  named.flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [{ name, value: asText(value) }]));

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
