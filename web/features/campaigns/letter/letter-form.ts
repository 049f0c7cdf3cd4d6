import type { Campaign, Wording } from '../shapes.ts';
import { advocacyTags } from '../../../../shared/advocacy-tags.ts';
import { checkText } from '../../../../shared/merge-tags.ts';
import { readWording } from '../../../../shared/wording.ts';
import { slugProblem } from '../slug.ts';
import { mergeWordings } from './wordings.ts';

/** What an organiser writes of a campaign. */
export type LetterFields = Pick<
  Campaign,
  'name' | 'slug' | 'introduction' | 'thanks' | 'editing' | 'ownTextRequired' | 'goal' | 'goalGrows' | 'language' | 'wordings'
>;

/** The written part of a campaign. */
export function fieldsOf(campaign: LetterFields): LetterFields {
  const { name, slug, introduction, thanks, editing, ownTextRequired, goal, goalGrows, language, wordings } = campaign;
  return { name, slug, introduction, thanks, editing, ownTextRequired, goal, goalGrows, language, wordings };
}

/** Those fields that differ from what the writing began from. */
export function changedFields(before: LetterFields, now: LetterFields): Partial<LetterFields> {
  const differs = ([field, value]: [string, unknown]) => JSON.stringify(before[field as keyof LetterFields]) !== JSON.stringify(value);
  return Object.fromEntries(Object.entries(now).filter(differs));
}

/** My changed fields on top of what somebody else saved; words are put together place by place. */
export function onTopOf(theirs: LetterFields, before: LetterFields, mine: Partial<LetterFields>): LetterFields {
  const wordings = mine.wordings ? mergeWordings(before.wordings, mine.wordings, theirs.wordings) : theirs.wordings;
  return { ...theirs, ...mine, wordings };
}

const known = Object.keys(advocacyTags);

/** A problem found while writing, with the place that the cursor should go to. */
export interface WritingProblem {
  field: 'subject' | 'body';
  /** Which of the subjects. */
  index: number;
  sentence: string;
  line: number;
  column: number;
}

type Words = Pick<Wording, 'subjects' | 'body'>;

/** Merge tags that could not be filled and marks that make no sense, in the subjects and the body as they stand. */
export function problemsOfWords({ subjects, body }: Words): WritingProblem[] {
  const inBody = [...checkText(body, known), ...readWording(body).problems];
  return [
    ...subjects.flatMap((subject, index) => checkText(subject, known).map((problem) => ({ field: 'subject' as const, index, ...problem }))),
    ...inBody
      .toSorted((one, other) => one.line - other.line || one.column - other.column)
      .map((problem) => ({ field: 'body' as const, index: 0, ...problem })),
  ];
}

/** Whether a text has a part that a supporter may change. */
export const hasOwnPart = (body: string): boolean => readWording(body).parts.some(({ own }) => own);

/** What keeps the fields from being saved, by field. */
export function savingProblems({ name, slug, goal, wordings }: LetterFields): Partial<Record<keyof LetterFields, string>> {
  const address = slugProblem(slug);
  const empty = wordings.find(({ subjects, body }) => [...subjects, body].some((text) => text.trim() === ''));
  return {
    ...(name.trim() === '' && { name: 'Give the campaign a name.' }),
    ...(address !== null && { slug: address }),
    ...(empty && { wordings: sentenceOfEmpty(empty, wordings.length > 1) }),
    ...(goal !== null && (goal < 1 || goal > 100_000_000) && { goal: 'A goal is between 1 and 100 million supporters.' }),
  };
}

function sentenceOfEmpty({ message, language, subjects }: Wording, several: boolean): string {
  const sentence = subjects.some((subject) => subject.trim() === '') ? 'The letter needs a subject.' : 'The letter needs a text.';
  return several ? `Message “${message}” (${language}): ${sentence}` : sentence;
}
