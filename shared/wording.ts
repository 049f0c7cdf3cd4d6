import { normaliseBody } from './body-text.ts';
import { divide, type Fault, type Part, type Reading, type Section } from './wording-marks.ts';

export { chooseCombination, countCombinations, smallestDistance, withOwnText, type Chosen } from './combinations.ts';
export type { Paragraph, Part, Reading } from './wording-marks.ts';

/** What an organiser and those who check a campaign can still read through. */
export const mostAlternatives = 6;
export const mostCombinations = 10_000;
/** Enough to work through; a hostile text would have a million. */
const mostProblems = 20;

/**
 * Takes a body apart, with everything that would keep it from being sent, in its order, at most 20 problems. Reading is one pass over
 * the normalised text, so lines and columns are those of the text with LF as its only line break.
 * A text without marks has one locked part and no problems, and is written again byte for byte.
 */
export function readWording(body: string): Reading {
  const text = normaliseBody(body);
  const { sections, faults } = divide(text);
  const found = [...faults, ...faultsOfAlternatives(sections), ...faultsOfTags(sections)];
  const problems = found
    .sort((one, other) => one.at - other.at)
    .slice(0, mostProblems)
    .map(({ at, sentence }) => ({ sentence, ...locate(text, at) }));
  return { parts: partsOf(text, sections), problems };
}

function faultsOfAlternatives(sections: readonly Section[]): Fault[] {
  const faults: Fault[] = [];
  let combinations = 1;
  for (const paragraph of sections.flatMap(({ paragraphs }) => paragraphs)) {
    const first = paragraph[mostAlternatives];
    if (first) faults.push({ at: first.at, sentence: `A paragraph has at most ${mostAlternatives} alternatives. Remove this one.` });
    const before = combinations;
    combinations *= paragraph.length;
    const at = paragraph[1]?.at;
    if (at !== undefined && before <= mostCombinations && combinations > mostCombinations)
      faults.push({ at, sentence: 'With these alternatives there are more than 10,000 different letters. Remove some alternatives.' });
  }
  return faults;
}

/** A tag that runs across a mark would be cut by it, or take in what a supporter writes. */
function faultsOfTags(sections: readonly Section[]): Fault[] {
  const isPlain = sections.length === 1 && sections.every(({ paragraphs }) => paragraphs.every(({ length }) => length === 1));
  if (isPlain) return [];
  return sections.flatMap(({ own, paragraphs }) =>
    paragraphs.flat().flatMap(({ at, text }) => {
      const open = own ? text.indexOf('{{') : text.lastIndexOf('{{');
      if (open === -1 || (!own && text.indexOf('}}', open + 2) !== -1)) return [];
      const sentence = own
        ? 'A merge tag cannot stand between [yours] and [/yours], where supporters write. Move it outside.'
        : 'This merge tag is not closed in its paragraph. Put }} behind it.';
      return [{ at: at + open, sentence }];
    }),
  );
}

/** Puts the blank lines back. At the marks around an own part there are none: it stands by itself, a blank line from the rest. */
function partsOf(text: string, sections: readonly Section[]): Part[] {
  const parts = sections.map(({ own, paragraphs }, index): Part => {
    const isLast = index === sections.length - 1;
    const listed = paragraphs.map((stretches, place) => {
      const last = stretches.at(-1);
      const end = last ? last.at + last.text.length : 0;
      const next = paragraphs[place + 1]?.[0]?.at ?? (isLast ? text.length : end);
      return { alternatives: stretches.map((stretch) => stretch.text), after: text.slice(end, next) };
    });
    const begin = index === 0 ? (paragraphs[0]?.[0]?.at ?? (isLast ? text.length : 0)) : 0;
    return { own, paragraphs: begin > 0 ? [{ alternatives: [''], after: text.slice(0, begin) }, ...listed] : listed };
  });
  return parts.filter(({ own, paragraphs }) => own || paragraphs.length > 0);
}

function locate(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: at - start + 1 };
}
