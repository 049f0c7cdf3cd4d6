import { advocacyTags } from '../../../shared/advocacy-tags.ts';
import { checkText } from '../../../shared/merge-tags.ts';
import { countCombinations, mostCombinations, readWording } from '../../../shared/wording.ts';
import { fillLetter, type Rule, type Wording } from './campaign.ts';
import { lettersOf, routeOf } from './routing.ts';
import type { Recipient } from './recipients/store.ts';
import type { CampaignRow } from './store.ts';

export interface CampaignProblem {
  field: 'subject' | 'body' | 'wordings' | 'recipients' | 'rules' | 'slug';
  sentence: string;
  line?: number;
}

const known = Object.keys(advocacyTags);
interface Asked extends Pick<CampaignRow, 'language' | 'editing' | 'choice' | 'mostLetters' | 'routingFields'> {
  rules: readonly Rule[];
}

/** What stands in the way of publishing: broken texts, rules that lead nowhere, recipients whose letter would have a gap, nobody to write to. */
export function problemsOf(campaign: Asked, wordings: readonly Wording[], recipients: readonly Recipient[]): CampaignProblem[] {
  const problems = [...problemsOfWords(campaign, wordings), ...problemsOfRules(campaign, wordings)];
  if (recipients.length === 0)
    return [...problems, { field: 'recipients', sentence: 'There is nobody to write to yet. Add at least one recipient.' }];
  problems.push(...problemsOfChoice(campaign, recipients));
  if (recipients.every((recipient) => 'excluded' in routeOf(campaign.rules, recipient)))
    problems.push({ field: 'rules', sentence: 'The rules leave out every recipient, so there is nobody to write to.' });
  if (problems.some(({ field }) => field !== 'recipients')) return problems;
  const gap = gapIn(campaign, wordings, recipients);
  return gap ? [...problems, gap] : problems;
}

function problemsOfWords(campaign: Asked, wordings: readonly Wording[]): CampaignProblem[] {
  return wordings.flatMap((wording): CampaignProblem[] => {
    const main = wording.message === 'main' && wording.language === campaign.language;
    const where = main ? '' : `In the message “${wording.message}” (${wording.language}): `;
    const own = readWording(wording.body);
    const missingPart =
      campaign.editing === 'part' && !own.parts.some((part) => part.own)
        ? [
            {
              line: undefined,
              sentence: 'There is no part that a supporter may change. Put [yours] and [/yours] around it, each on a line of its own.',
            },
          ]
        : [];
    const tooMany =
      own.problems.length === 0 && countCombinations(wording.subjects, own) > mostCombinations
        ? [{ line: undefined, sentence: 'With these subjects and alternatives there are more than 10,000 different letters. Remove some.' }]
        : [];
    return [
      ...wording.subjects.flatMap((subject) =>
        checkText(subject, known).map(({ sentence, line }) => ({
          field: main ? ('subject' as const) : ('wordings' as const),
          sentence,
          line,
        })),
      ),
      ...[...checkText(wording.body, known), ...own.problems, ...missingPart, ...tooMany].map((problem) => ({
        field: main ? ('body' as const) : ('wordings' as const),
        ...(problem.line === undefined ? {} : { line: problem.line }),
        sentence: problem.sentence,
      })),
    ].map((problem) => ({ ...problem, sentence: where + problem.sentence }));
  });
}

function problemsOfRules({ rules, routingFields, editing }: Asked, wordings: readonly Wording[]): CampaignProblem[] {
  const sentences: string[] = [];
  const languages = [...new Set(wordings.map(({ language }) => language))];
  const messages = [...new Set(wordings.map(({ message }) => message))];
  for (const [index, { when, then }] of rules.entries()) {
    const name = `Rule ${String(index + 1)}`;
    for (const { field } of when)
      if (field.startsWith('fields.') && !routingFields.includes(field.slice(7)))
        sentences.push(`${name} looks at “${field.slice(7)}”, which is no field of this campaign.`);
    if (then.do === 'message' && !messages.includes(then.message))
      sentences.push(`${name} chooses the message “${then.message}”, which is not written yet.`);
    if (then.do === 'message' && then.message !== 'main' && editing === 'whole')
      sentences.push(
        `${name} chooses another message, but supporters may change the whole letter. Let them change a part, a line or nothing.`,
      );
  }
  for (const message of messages)
    for (const language of languages)
      if (!wordings.some((wording) => wording.message === message && wording.language === language))
        sentences.push(`The message “${message}” is not written in the language “${language}” yet.`);
  return sentences.map((sentence) => ({ field: 'rules', sentence }));
}

function problemsOfChoice(campaign: Asked, recipients: readonly Recipient[]): CampaignProblem[] {
  const most = lettersOf(campaign);
  const count = recipients.length;
  if (campaign.choice === 'all' && count > most)
    return [
      {
        field: 'recipients',
        sentence: `Every supporter would send ${String(count)} letters, and ${String(most)} are the most. Choose another way to pick recipients, or raise the number.`,
      },
    ];
  if (campaign.choice === 'postcode' && recipients.every(({ postcodes }) => postcodes.length === 0))
    return [{ field: 'recipients', sentence: 'Supporters are asked for their postcode, but no recipient has one.' }];
  if (campaign.choice === 'region' && recipients.every(({ region }) => region === ''))
    return [{ field: 'recipients', sentence: 'Supporters are asked for their region, but no recipient has one.' }];
  return [];
}

/** Alternatives are looked at all together: a gap in any of them is a gap that somebody would get. */
function gapIn({ rules }: Asked, wordings: readonly Wording[], recipients: readonly Recipient[]): CampaignProblem | undefined {
  const gaps = recipients.flatMap((recipient) => {
    const route = routeOf(rules, recipient);
    if ('excluded' in route) return [];
    const missing = wordings
      .filter(({ message }) => message === route.message)
      .flatMap(({ subjects, body }) => fillLetter({ subject: subjects.join('\n'), body }, recipient, 'A Supporter').missing);
    return missing.length > 0 ? [{ recipient, missing: [...new Set(missing)] }] : [];
  });
  const [first] = gaps;
  if (!first) return undefined;
  const tags = first.missing.map((tag) => `{{ ${tag} }}`).join(' and ');
  const others = gaps.length > 1 ? ` and ${String(gaps.length - 1)} more` : '';
  return {
    field: 'recipients',
    sentence: `${first.recipient.name}${others} would get a letter with a gap: nothing is known for ${tags}. Fill it in, or give the merge tag a default.`,
  };
}
