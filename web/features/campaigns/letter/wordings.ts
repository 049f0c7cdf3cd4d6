import type { Wording } from '../shapes.ts';

/** Which words are meant: a message in a language. */
export interface WordingKey {
  message: string;
  language: string;
}

/** The most wordings that a campaign has: every message in every language. */
export const mostWordings = 60;
export const mostSubjects = 20;

const isOf =
  ({ message, language }: WordingKey) =>
  (wording: WordingKey) =>
    wording.message === message && wording.language === language;

/** The words of a message in a language, if they are written. */
export const wordingOf = (wordings: readonly Wording[], key: WordingKey): Wording | undefined => wordings.find(isOf(key));

/** The languages in which something is written, the campaign's own first. */
export const languagesOf = (wordings: readonly Wording[], first: string): string[] => [
  ...new Set([first, ...wordings.map(({ language }) => language)]),
];

/** The messages of which something is written, the main one first. */
export const messagesOf = (wordings: readonly Wording[]): string[] => [...new Set(['main', ...wordings.map(({ message }) => message)])];

/** With other words in the place of one message in one language. */
export function withWords(wordings: readonly Wording[], key: WordingKey, words: Partial<Pick<Wording, 'subjects' | 'body'>>): Wording[] {
  return wordings.map((wording) => (isOf(key)(wording) ? { ...wording, ...words } : wording));
}

/** What a new wording begins from: the same message in the first language, else the main message in that language, else the main text. */
export function startOf(wordings: readonly Wording[], key: WordingKey, first: string): Wording {
  const found =
    wordingOf(wordings, { message: key.message, language: first }) ??
    wordingOf(wordings, { message: 'main', language: key.language }) ??
    wordingOf(wordings, { message: 'main', language: first });
  return { message: key.message, language: key.language, subjects: found?.subjects ?? [''], body: found?.body ?? '' };
}

/** With one more language: every message begins in it with the words of the first language. What is written in it stays. */
export function withLanguage(wordings: readonly Wording[], language: string, first: string): Wording[] {
  const added = messagesOf(wordings).map((message) => ({ message, language }));
  return [...wordings, ...added.filter((key) => !wordingOf(wordings, key)).map((key) => startOf(wordings, key, first))];
}

/** With one more message: it begins in every language with the words of the main one. */
export function withMessage(wordings: readonly Wording[], message: string, first: string): Wording[] {
  const added = languagesOf(wordings, first).map((language) => ({ message, language }));
  return [...wordings, ...added.map((key) => startOf(wordings, key, first))];
}

/** The same words under another language, for a text that was taken for English and is not. */
export function inLanguage(wordings: readonly Wording[], from: string, to: string): Wording[] {
  return wordings.map((wording) => (wording.language === from ? { ...wording, language: to } : wording));
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * My changes on top of somebody else's: what I wrote stands, what I left alone is theirs, subjects and body each by themselves.
 * What I added is there, what I removed is gone, and so is what they removed and I left alone.
 */
export function mergeWordings(before: readonly Wording[], mine: readonly Wording[], theirs: readonly Wording[]): Wording[] {
  const merged = theirs.flatMap((their): Wording[] => {
    const old = wordingOf(before, their);
    const own = wordingOf(mine, their);
    if (!own) return old ? [] : [their];
    const pick = <Part extends 'subjects' | 'body'>(part: Part) => (same(old?.[part], own[part]) ? their[part] : own[part]);
    return [{ ...their, subjects: pick('subjects'), body: pick('body') }];
  });
  const kept = mine.filter((own) => !wordingOf(theirs, own) && !same(wordingOf(before, own), own));
  return [...merged, ...kept];
}
