import { parseEmailAddress } from '../../../shared/email-address.ts';
import { patiently } from '../../platform/database.ts';
import { Refusal } from '../../platform/errors.ts';
import { dayInWords } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import type { RequestKind } from '../requests/index.ts';
import { endLetters, type Ways } from '../supporters/index.ts';
import { erasedAt } from '../suppressions/index.ts';
import { eraseAddress, type Erased } from './erase-address.ts';
import { wipedInWords, staysInWords } from './erased-in-words.ts';
import type { Address } from './held.ts';
import { askForLink } from './recipient-link.ts';
import { restrictUse, stopLetters } from './rights.ts';

const theirLink =
  'A link to everything that is kept about your address comes in a mail of its own. You can see it there, and take it with you as a file.';
const theirLinkLater = 'You end it yourself at any time, behind the link that the page “Your data” mails to you.';
const notSold = 'Nothing about you is sold or shared for advertising, and nothing is used beyond what it was given for.';

/** Does for an address, on the operator’s word, what its holder asked for in a request; gives what was done in sentences for the answer. */
export async function carryOut(
  tools: Tools,
  ways: Ways,
  actor: Actor,
  { kind, email }: { kind: RequestKind; email: string },
): Promise<readonly string[]> {
  const address = parseEmailAddress(email);
  if (!address.ok) throw new Refusal('refused', 'email_malformed', 'The address of this request cannot be used. Answer it by hand.');
  switch (kind) {
    case 'access':
    case 'know':
    case 'portability':
      await askForLink(tools, address.address);
      return [theirLink];
    case 'erasure':
    case 'delete':
      return erase(tools, ways, actor, address);
    case 'objection':
      await stopLetters(tools, actor, address, 'all');
      return ['Nobody writes to you through this service any more, for three years.'];
    case 'no_sale':
    case 'limit':
      await stopLetters(tools, actor, address, 'all');
      return [notSold, 'Besides, nobody writes to you through this service any more, for three years.'];
    case 'restriction':
      await restrictUse(tools, actor, address);
      return [
        'The use of your address is paused: it stays where it stands, and nobody here writes to you until you end the pause, for three years at most.',
        theirLinkLater,
      ];
    case 'consent': {
      const ended = await patiently(tools.clock, () =>
        tools.database.inInstallation('recipient', (tx) => endLetters(tools, tx, ways, address.key)),
      );
      await ended.giveBackConsents();
      return ['Every consent that you gave here is ended, and letters that you had begun and not sent are deleted.'];
    }
    default:
      throw new Refusal('refused', 'by_hand', 'This is for a person to do. Do it, then write the answer.');
  }
}

/** Erases, and says what was wiped; or when it was, where an earlier press got so far and not as far as the answer. */
async function erase(tools: Tools, ways: Ways, actor: Actor, address: Address): Promise<readonly string[]> {
  const before = await tools.database.inInstallation('recipient', (tx) => erasedAt(tools, tx, address.key));
  const erased = await eraseAddress(tools, ways, actor, address);
  const { recipients, letters, contacts, teamCampaigns, conversations, hours, invitations, supporter } = erased;
  const ofTeams = contacts + teamCampaigns + conversations;
  const nothing = recipients + letters + ofTeams + hours + invitations + supporter.letters + supporter.participations === 0;
  if (before && nothing) return [`What was kept about your address was deleted on ${dayInWords(before)}. Nothing of it was found since.`];
  return erasedInSentences(erased);
}

const erasedInSentences = (erased: Erased) => [
  `Your data is deleted:\n${wipedInWords(erased)
    .map((line) => `- ${line}`)
    .join('\n')}`,
  `What stays, and why:\n${staysInWords(erased)
    .map((line) => `- ${line}`)
    .join('\n')}`,
];
