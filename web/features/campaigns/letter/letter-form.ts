import type { Campaign } from '../shapes.ts';
import { advocacyTags } from '../../../../shared/advocacy-tags.ts';
import { checkText } from '../../../../shared/merge-tags.ts';
import { slugProblem } from '../slug.ts';

/** What an organiser writes of a campaign. */
export type LetterFields = Pick<Campaign, 'name' | 'slug' | 'introduction' | 'subject' | 'body' | 'editing' | 'goal'>;

/** The written part of a campaign. */
export function fieldsOf({ name, slug, introduction, subject, body, editing, goal }: LetterFields): LetterFields {
  return { name, slug, introduction, subject, body, editing, goal };
}

/** Those fields that differ from what the writing began from. */
export function changedFields(before: LetterFields, now: LetterFields): Partial<LetterFields> {
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => before[field as keyof LetterFields] !== value));
}

const known = Object.keys(advocacyTags);

/** A problem found while writing, with the place that the cursor should go to. */
export interface WritingProblem {
  field: 'subject' | 'body';
  sentence: string;
  line: number;
  column: number;
}

/** Merge tags that could not be filled, in subject and body as they stand. */
export function tagProblems({ subject, body }: Pick<LetterFields, 'subject' | 'body'>): WritingProblem[] {
  return [
    ...checkText(subject, known).map((problem) => ({ field: 'subject' as const, ...problem })),
    ...checkText(body, known).map((problem) => ({ field: 'body' as const, ...problem })),
  ];
}

/** What keeps the fields from being saved, by field. */
export function savingProblems({ name, slug, subject, body, goal }: LetterFields): Partial<Record<keyof LetterFields, string>> {
  const address = slugProblem(slug);
  return {
    ...(name.trim() === '' && { name: 'Give the campaign a name.' }),
    ...(address !== null && { slug: address }),
    ...(subject.trim() === '' && { subject: 'The letter needs a subject.' }),
    ...(body.trim() === '' && { body: 'The letter needs a text.' }),
    ...(goal !== null && (goal < 1 || goal > 100_000_000) && { goal: 'A goal is between 1 and 100 million supporters.' }),
  };
}
