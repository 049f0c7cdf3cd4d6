import { advocacyTags, tagValues } from '../../../../shared/advocacy-tags.ts';
import { fillText } from '../../../../shared/merge-tags.ts';
import { type Chosen } from '../../../../shared/wording.ts';
import type { Preview } from '../shapes.ts';

/** A letter as somebody reads it, and the merge tags that have no value for them. */
export interface FilledLetter {
  subject: string;
  body: string;
  /** Where the letter has a part for the supporter: what comes before, what is prepared there, and what comes after. */
  own?: { before: string; text: string; after: string } | undefined;
  missing: string[];
}

/** Merge tags of a list that exist; the others are a mistake in the text and shown there. */
export const existing = (tags: readonly string[]): string[] => tags.filter((tag) => tag in advocacyTags);

/** Fills what is being written for one recipient, by the rules that the server keeps; a tag without value stands in corner brackets. */
export function fillLetter(
  { subject, body, own }: { subject: string; body: string; own?: Chosen['own'] },
  recipient: Preview['recipient'],
  supporter: string,
): FilledLetter {
  const values = tagValues(recipient, supporter);
  const missing = new Set<string>();
  const fill = (text: string) => {
    const first = fillText(text, values);
    if (first.ok) return first.text;
    for (const name of first.missing) missing.add(name);
    const shown = Object.fromEntries(first.missing.map((name) => [name, `⟨${name}⟩`]));
    const second = fillText(text, { ...values, ...shown });
    return second.ok ? second.text : text;
  };
  const filled = { subject: fill(subject), body: fill(body) };
  const parts = own && { own: { before: fill(own.before), text: own.text, after: fill(own.after) } };
  return { ...filled, ...parts, missing: [...missing] };
}
