import { readFileSync } from 'node:fs';
import { html } from 'hono/html';
import { ownWords } from '../shared/own-words.ts';
import { wordsOf } from '../shared/words.ts';

export interface OwnWordsMeterProps {
  /** The field that a supporter writes in. */
  readonly fieldId: string;
  /** The words that were prepared for that field; without them, what the field holds when the page comes. */
  readonly prepared?: string | undefined;
  /** The locked words of the same letter, which count as prepared. */
  readonly around?: string | undefined;
}

/**
 * Shows how much of a letter is in the supporter's own words, once they pause. Hidden until the script can tell, so that nobody without
 * a script sees it. It stands in the form, therefore it has no role of a status, which is where the form says what it is doing.
 */
export function ownWordsMeter({ fieldId, prepared, around = '' }: OwnWordsMeterProps): ReturnType<typeof html> {
  const begun = prepared === undefined ? '' : html` data-prepared="${prepared}"`;
  return html`<div class="own-words" data-own-words="${fieldId}" ${begun} data-around="${around}" hidden>
    <meter min="0" max="1" aria-label="How much of this letter is in your own words"></meter>
    <p><span aria-live="polite"></span> Letters in people’s own words are read more.</p>
  </div>`;
}

const meter = readFileSync(new URL('./own-words.js', import.meta.url), 'utf8');

/**
 * The script of the meter: the functions that the server counts with, as they stand, and what shows their result. In braces, so that it
 * can be served alone or behind another script without sharing a name with it.
 */
export const ownWordsScript = `{
const wordsOf = ${String(wordsOf)};
const ownWords = ${String(ownWords)};
${meter}}
`
  .replace(/^\s*\/\/.*$/gm, '')
  .replace(/^\s+/gm, '')
  .replace(/ {2,}/g, ' ');
