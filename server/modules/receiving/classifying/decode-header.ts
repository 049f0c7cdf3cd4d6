import { decodeWords } from 'postal-mime';

/** A header as a person reads it, on one line; what comes after 5,000 characters is left out. */
export function decodeHeader(value: string): string {
  return decodeWords(value.slice(0, 5_000))
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s{2,}/g, ' ')
    .trim()
    .toWellFormed();
}
