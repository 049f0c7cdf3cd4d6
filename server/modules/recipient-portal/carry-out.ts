import { parseEmailAddress } from '../../../shared/email-address.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import type { RequestKind } from '../requests/index.ts';
import { eraseSupporter, type Ways } from '../supporters/index.ts';
import { eraseAddress, type Erased } from './erase-address.ts';
import { wipedInWords, staysInWords } from './erased-in-words.ts';
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
      return erasedInSentences(await eraseAddress(tools, ways, actor, address));
    case 'objection':
      await stopLetters(tools, address, 'all');
      return ['Nobody writes to you through this service any more, for three years.'];
    case 'no_sale':
    case 'limit':
      await stopLetters(tools, address, 'all');
      return [notSold, 'Besides, nobody writes to you through this service any more, for three years.'];
    case 'restriction':
      await restrictUse(tools, address);
      return [
        'The use of your address is paused: it stays where it stands, and nobody here writes to you until you end the pause.',
        theirLinkLater,
      ];
    case 'consent': {
      const ended = await tools.database.inInstallation('recipient', (tx) => eraseSupporter(tools, tx, ways, address.key));
      await ended.giveBackConsents();
      return ['Every consent that you gave here is ended, and letters that you had begun and not sent are deleted.'];
    }
    default:
      throw new Refusal('refused', 'by_hand', 'This is for a person to do. Do it, then write the answer.');
  }
}

const erasedInSentences = (erased: Erased) => [
  `Your data is deleted:\n${wipedInWords(erased)
    .map((line) => `- ${line}`)
    .join('\n')}`,
  `What stays, and why:\n${staysInWords(erased)
    .map((line) => `- ${line}`)
    .join('\n')}`,
];
