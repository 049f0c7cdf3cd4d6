import { wordsOf } from './words.ts';

/**
 * How many of the words of a text are the writer's own: those that are left when as many as possible are found again, in the same order,
 * in the text that was prepared for them. A prepared word that was moved counts as own, one that was left out counts as nothing.
 *
 * The longest common subsequence, thirty prepared words at a time (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"), so that
 * 10,000 characters take some milliseconds whatever they are. Browsers run this very function (`public-pages/own-words.ts`), so it uses
 * nothing but `wordsOf`.
 */
export function ownWords(original: string, text: string): { words: number; own: number; share: number } {
  const prepared = wordsOf(original);
  const numbers = new Map(prepared.map((word, place) => [word, place]));
  const written = Int32Array.from(wordsOf(text), (word) => numbers.get(word) ?? prepared.length);
  const masks = new Int32Array(prepared.length + 1);
  // For each written word: whether one more word is found again with it, in the prepared words done so far.
  const found = new Int32Array(written.length);
  const findAgain = () => {
    let row = 0x3fffffff;
    for (let at = 0; at < found.length; at += 1) {
      const met = row & (masks[written[at] ?? 0] ?? 0);
      const sum = row + met + (found[at] ?? 0);
      found[at] = sum >> 30;
      row = (sum | (row ^ met)) & 0x3fffffff;
    }
  };
  for (let start = 0; start < prepared.length; start += 30) {
    const block = prepared.slice(start, start + 30).map((word) => numbers.get(word) ?? 0);
    block.forEach((number, bit) => (masks[number] = (masks[number] ?? 0) | (1 << bit)));
    findAgain();
    for (const number of block) masks[number] = 0;
  }
  const own = found.reduce((left, again) => left - again, found.length);
  return { words: found.length, own, share: own / (found.length || 1) };
}
