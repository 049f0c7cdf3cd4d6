import { chooseCombination, type Chosen, countCombinations, mostCombinations, readWording } from '../../../../shared/wording.ts';
import type { Wording } from '../shapes.ts';

/** One of the letters that a wording can become, and how many there are; of a text with problems it is the text as it stands. */
export function letterAt({ subjects, body }: Pick<Wording, 'subjects' | 'body'>, at: number): { letter: Chosen; at: number; of: number } {
  const reading = readWording(body);
  if (reading.problems.length > 0) return { letter: { subject: subjects[0] ?? '', body, own: undefined }, at: 0, of: 1 };
  const of = Math.min(countCombinations(subjects, reading), mostCombinations);
  return { letter: chooseCombination(subjects, reading, at % of), at: at % of, of };
}
