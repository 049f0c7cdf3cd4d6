/**
 * What people and servers say, by language: phrases in lower case with a bar between them. A star at the end is a word that may go on.
 * Accents, apostrophes and hyphens do not matter: a phrase is found however it is spelled.
 */
export type Phrases = Readonly<Record<string, string>>;

/** Lower case without accents and other decoration; punctuation, lines and the order of characters stay. */
export function plain(text: string): string {
  // One sign can stand for eighteen letters: no more than twice as many are read as were written.
  return text
    .normalize('NFKD')
    .slice(0, text.length * 2 + 20)
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ßøłđıæœ]/g, (letter) => spellings[letter] ?? letter);
}

const spellings: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe' };

/** Words alone, one space between them and one at each end. */
export function asWords(text: string): string {
  const words = plain(text)
    .replaceAll(/['’‘`´ʼ]/g, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
  return ` ${words} `;
}

/** Whether one of the phrases is among the words. */
export function says(words: string, phrases: Phrases): boolean {
  return needlesOf(phrases).some((needle) => words.includes(needle));
}

/** Whether the words begin with one of the phrases. */
export function beginsWith(words: string, phrases: Phrases): boolean {
  return needlesOf(phrases).some((needle) => words.startsWith(needle.startsWith(' ') ? needle : ` ${needle}`));
}

/** Where the last of the phrases among the words ends; -1 where there is none. */
export function lastSaid(words: string, phrases: Phrases): number {
  let last = -1;
  for (const needle of needlesOf(phrases)) {
    const at = words.lastIndexOf(needle);
    if (at >= 0) last = Math.max(last, at + needle.length);
  }
  return last;
}

/** The words without the phrases. */
export function without(words: string, phrases: Phrases): string {
  let rest = words;
  // The longest first, so that "thank you very much" does not leave "very much" behind.
  for (const needle of needlesOf(phrases).toSorted((one, other) => other.length - one.length)) {
    while (rest.includes(needle)) rest = rest.replaceAll(needle, ' ');
  }
  return ` ${rest.trim()} `;
}

/** Whether the words are one of the phrases, and nothing else. */
export function isSaid(words: string, phrases: Phrases): boolean {
  const said = words.trim();
  const { whole, stems } = preparedOf(phrases);
  return whole.has(said) || stems.some((stem) => said.startsWith(stem) && !said.includes(' ', stem.length));
}

interface Prepared {
  needles: readonly string[];
  whole: ReadonlySet<string>;
  stems: readonly string[];
}

const known = new WeakMap<Phrases, Prepared>();

const needlesOf = (phrases: Phrases): readonly string[] => preparedOf(phrases).needles;

function preparedOf(phrases: Phrases): Prepared {
  const before = known.get(phrases);
  if (before) return before;
  const needles = [...new Set(Object.values(phrases).flatMap((line) => line.split('|').map(needleOf)))];
  const stems = needles.filter((needle) => needle.startsWith(' ') && !needle.endsWith(' ')).map((needle) => needle.trim());
  const prepared = { needles, whole: new Set(needles.map((needle) => needle.trim())), stems };
  known.set(phrases, prepared);
  return prepared;
}

/** Chinese, Japanese, Thai write no spaces between words; Korean hangs its particles on them. */
const unspaced = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

function needleOf(phrase: string): string {
  const words = asWords(phrase);
  if (unspaced.test(words)) return words.trim();
  return phrase.trim().endsWith('*') ? words.trimEnd() : words;
}
