import { listWords, mailWords, noMoreWords, removeWords } from './leave-pairs.ts';
import { courtesies, leaveAlone, leaveRequests, notARequest } from './leave-words.ts';
import { asWords, isSaid, says, without } from './phrases.ts';

/** Whoever writes more than this has more to say than that they want to leave: then only their first words count. */
const mostWords = 90;
/** Two words that only together are a request are one in a short message alone. */
const mostBesidePairs = 40;

/**
 * Whether a person's own words ask to get no more of this. Conservative: a word of leaving counts when a sentence or a line says nothing
 * else, a clear request counts inside a sentence, and neither counts in what is told of others or under a condition.
 */
export function asksToLeave(subject: string, own: string): boolean {
  const sentences = sentencesOf(own.slice(0, 4_000));
  if (sentences.length === 0) return isOnlyThat(asWords(subject));
  const words = sentences.reduce((sum, sentence) => sum + wordCount(sentence.words), 0);
  const read = words > mostWords ? sentences.slice(0, 3) : sentences;
  if (words <= 3 && isOnlyThat(asWords(subject))) return true;
  return read.some(
    (sentence, at) => (at < 4 && isOnlyThat(sentence.words)) || isRequest(sentence.words) || (words <= mostBesidePairs && isPair(sentence)),
  );
}

interface Sentence {
  words: string;
  asks: boolean;
}

/** Nothing but a word of leaving and courtesies around it. */
function isOnlyThat(sentence: string): boolean {
  if (isSaid(sentence, leaveAlone)) return true;
  const rest = without(sentence, courtesies);
  return rest.trim() !== '' && isSaid(rest, leaveAlone);
}

const isRequest = (sentence: string): boolean => says(sentence, leaveRequests) && !says(sentence, notARequest);

/** "Remove … list", "no more … mail": both in one short sentence, which is no question. */
const isPair = ({ words, asks }: Sentence): boolean =>
  !asks &&
  wordCount(words) <= 16 &&
  ((says(words, removeWords) && says(words, listWords)) || (says(words, noMoreWords) && says(words, mailWords))) &&
  !says(words, notARequest);

const wordCount = (words: string): number => words.trim().split(' ').length;

function sentencesOf(text: string): Sentence[] {
  return joinWrapped(text)
    .split(/(?<=[.!?;])\s|(?<=[。！？])|\n/)
    .map((sentence) => ({ words: asWords(sentence), asks: /[?？]\s*$/.test(sentence) }))
    .filter(({ words }) => words.trim() !== '');
}

/** A line that was broken where it became too long goes on in the next one. */
const joinWrapped = (text: string): string => text.replaceAll(/(?<=[^\n]{50})\n(?=\p{Ll})/gu, ' ');
