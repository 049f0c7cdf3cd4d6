import { normaliseBody } from './body-text.ts';
import { asOwnWords } from './merge-tags.ts';
import { wordDistance } from './word-distance.ts';
import type { Part, Reading } from './wording-marks.ts';
import { wordsOf } from './words.ts';

/** One of the letters that a campaign's text can become, with its merge tags still in it. */
export interface Chosen {
  subject: string;
  body: string;
  /** Where a supporter may write: what comes before, the prepared text of the part (often empty), and what comes after. */
  own: { before: string; text: string; after: string } | undefined;
}

/** How many different letters there are: every subject with every choice of alternatives. */
export function countCombinations(subjects: readonly string[], reading: Reading): number {
  return placesOf(subjects, reading).reduce((product, { length }) => product * length, 1);
}

/**
 * The letter with a number, which may be any whole number: numbering begins again after the last combination. Numbers that are handed out
 * one after the other give letters that differ as much and are spread as evenly as can be:
 * - within one round of numbers, each combination comes once, and each alternative equally often;
 * - among the first letters, however many, the alternatives of a place are used equally often or once more; among any that follow each
 *   other at most twice more;
 * - a letter differs from the one before in all places but at most one (where numbering begins again it may be more).
 */
export function chooseCombination(subjects: readonly string[], reading: Reading, index: number): Chosen {
  const places = placesOf(subjects, reading);
  const digits = digitsOf(places, index);
  const texts = places.map((place, at) => place[digits[at] ?? 0] ?? '');
  let next = 1;
  const write = (parts: readonly Part[]) =>
    parts.flatMap(({ paragraphs }) => paragraphs.map(({ after }) => `${texts[next++] ?? ''}${after}`)).join('');
  const subject = texts[0] ?? '';
  const { parts } = reading;
  const own = parts.findIndex((part) => part.own);
  if (own === -1) return { subject, body: write(parts), own: undefined };
  const around = { before: write(parts.slice(0, own)), text: write(parts.slice(own, own + 1)), after: write(parts.slice(own + 1)) };
  return { subject, body: joined(around), own: around };
}

/**
 * The body of a letter with what a supporter wrote in its own part, in place of what was prepared there; when they left it blank, without the part.
 * What they write stays their words (`asOwnWords`), and nobody looks for marks in a letter that has been chosen.
 * A letter without an own part stays as it is.
 */
export function withOwnText({ body, own }: Pick<Chosen, 'body' | 'own'>, ownText: string): string {
  if (!own) return body;
  return joined({ ...own, text: asOwnWords(normaliseBody(ownText).trim()) });
}

/**
 * How far apart the two most similar letters are: in words, and as a share of the longer of the two, both subject and body. Letters are
 * compared place by place, subject with subject and paragraph with paragraph, so the most similar two differ in one place alone.
 * With one combination, where all letters are the same, and for a text that has problems, it is 0.
 */
export function smallestDistance(subjects: readonly string[], reading: Reading): { words: number; share: number } {
  if (reading.problems.length > 0) return { words: 0, share: 0 };
  const places = placesOf(subjects, reading).map((alternatives) => alternatives.map(wordsOf));
  const lengths = places.map((alternatives) => alternatives.reduce((most, { length }) => Math.max(most, length), 0));
  const longest = lengths.reduce((sum, length) => sum + length, 0);
  let nearest = { words: Infinity, share: Infinity };
  for (const [place, alternatives] of places.entries()) {
    for (const [one, other] of pairsOf(alternatives)) {
      // Adding what one has more is the least that it takes.
      if (Math.abs(one.length - other.length) > nearest.words) continue;
      const words = wordDistance(one, other);
      const share = words / (longest - (lengths[place] ?? 0) + Math.max(one.length, other.length) || 1);
      if (words < nearest.words || (words === nearest.words && share < nearest.share)) nearest = { words, share };
    }
  }
  return nearest.words === Infinity ? { words: 0, share: 0 } : nearest;
}

function* pairsOf<T>(all: readonly T[]): Generator<[T, T]> {
  for (const [at, one] of all.entries()) for (const other of all.slice(at + 1)) yield [one, other];
}

/** Everything that a letter is put together from: the subject first, then each paragraph, with its alternatives. */
function placesOf(subjects: readonly string[], { parts }: Reading): (readonly string[])[] {
  const paragraphs = parts.flatMap((part) => part.paragraphs.map(({ alternatives }) => alternatives));
  return [subjects.length > 0 ? subjects : [''], ...paragraphs];
}

/**
 * The number in a mixed radix, made so that each step moves every place on by one. That comes round after as many steps as the smallest
 * number that all the places divide; each such turn begins at one of the combinations not reached yet. These beginnings follow each other
 * in a reflected Gray code, in which one place at a time is moved by one.
 */
function digitsOf(places: readonly (readonly string[])[], index: number): number[] {
  if (!Number.isSafeInteger(index)) throw new RangeError('A combination has a whole number.');
  const radices = places.map(({ length }) => length);
  const count = radices.reduce((product, radix) => product * radix, 1);
  const number = ((index % count) + count) % count;
  let turn = Math.floor(number / radices.reduce(commonMultiple, 1));
  let together = 1;
  return radices.map((radix) => {
    const beginnings = (together * radix) / commonMultiple(together, radix);
    together = commonMultiple(together, radix);
    const digit = turn % beginnings;
    turn = Math.floor(turn / beginnings);
    return (number + (turn % 2 === 1 ? beginnings - 1 - digit : digit)) % radix;
  });
}

/** The smallest number that both divide. */
function commonMultiple(one: number, other: number): number {
  let [larger, rest] = [one, other];
  while (rest > 0) [larger, rest] = [rest, larger % rest];
  return (one / larger) * other;
}

const joined = ({ before, text, after }: { before: string; text: string; after: string }) =>
  [before, text, after].filter((part) => part.trim() !== '').join('\n\n');
