/**
 * The words of a text in their order, in small letters and without what stands between them: punctuation and space make no difference.
 * Where a script is written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese), each character counts as a word, because
 * machines disagree about where such words end. Reads 20,000 characters and no more.
 *
 * Browsers run this very function (`public-pages/own-words.ts`), so it uses nothing from outside itself.
 */
export function wordsOf(text: string): string[] {
  const found = text
    .slice(0, 20_000)
    .toLowerCase()
    .replace(/\u2019/g, "'")
    .replace(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]\p{M}*/gu, ' $& ')
    .match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu);
  return found ?? [];
}
