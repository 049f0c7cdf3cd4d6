import { publishedSentence } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import { counted } from '../../../shared/counted.ts';
import type { Erased } from './erase-address.ts';

/** What an erasure wiped, a line each, for its receipt. */
export function wipedInWords(erased: Erased): string[] {
  const { recipients, organisations, letters, contacts, teamCampaigns, conversations, limit } = erased;
  const { hours, invitations, supporter, suppressions } = erased;
  const whose = organisations.length > 0 ? ` of ${organisations.join(', ')}` : '';
  const lines: [boolean, string][] = [
    [true, `Your name, address and all other fields in ${counted(recipients, 'campaign', 'campaigns')}${whose}`],
    [true, `Your address in the record of ${counted(letters, 'letter', 'letters')} that went to you, and what errors said about them`],
    [contacts > 0, `What ${counted(contacts, 'address book', 'address books')} held about you`],
    [teamCampaigns > 0, `That ${counted(teamCampaigns, 'team campaign', 'team campaigns')} wrote to you, with every message in the record`],
    [conversations > 0, `What you answered to teams and they to you, in ${counted(conversations, 'conversation', 'conversations')}`],
    [limit, 'Your limit of letters a day'],
    [hours > 0, 'How many letters reached you in the last hours'],
    [supporter.letters > 0, `${counted(supporter.letters, 'letter', 'letters')} that you had begun, with the consent to send`],
    [supporter.participations > 0, `That you took part in ${counted(supporter.participations, 'campaign', 'campaigns')}`],
    [invitations > 0, counted(invitations, 'invitation', 'invitations')],
    [suppressions > 0, 'Your address in the list of those who get no letters: the code that stays does its work'],
  ];
  return lines.flatMap(([was, line]) => (was ? [line] : []));
}

/** What stays after an erasure, each with its reason. */
export function staysInWords({ stays }: Erased): string[] {
  const remembered = promises.find(({ key }) => key === 'erasures');
  const lines: [boolean, string][] = [
    [
      true,
      `A code of your address, so that you are not written to and not listed again. ${remembered ? publishedSentence(remembered) : ''}`,
    ],
    [true, 'How many letters were sent in all, without anybody’s address.'],
    [stays.complaints > 0, 'That you complained, under a code of your address, so that it goes on counting.'],
    [stays.requests > 0, 'What you asked us through the contact form, sealed, until half a year after the answer.'],
    [stays.account, 'Your account here. Sign in to delete it, under “Account”.'],
    [
      true,
      'That you took part with an account of an organisation at Microsoft, if you did: it is known by a code of the account and not of your address, and ends after three months.',
    ],
    [true, 'In the audit of each organisation: that somebody was deleted, and when. Not who.'],
  ];
  return lines.flatMap(([is, line]) => (is ? [line] : []));
}
