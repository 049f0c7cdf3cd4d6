import type { Piece } from './piece.ts';
import type { Problems } from './problem.ts';

const leftovers = [
  /\[(?:[A-Z][A-Z _-]{2,30}|(?:first|last|full|your|company|recipient)[ _-]?name|name|company|date|insert [^\]]{1,30})\]/i,
  /\bX{3,}\b/,
  /\bLorem ipsum\b/i,
  /\bTO ?DO\b|\bTBD\b/,
  /%[A-Z][A-Z_]{2,30}%/,
  /\*\|[A-Z][A-Z_:]{1,30}\|\*/,
  /(?<!\{)\{[a-z]+_[a-z_]{2,30}\}(?!\})/i,
  /<<[a-z_ ]{2,30}>>/i,
];
const greeting =
  '(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)|Hallo|Guten Tag|Liebe|Lieber|Bonjour|Chère|Cher|Hola|Estimad[oa]|Ciao|Gentile|Caro|Cara|Olá)';
const emptyGreeting = new RegExp(
  `^[ \\t]*(?:${greeting}[ \\t]+[,!:]|(?:Dear|Liebe|Lieber|Chère|Cher|Estimad[oa]|Gentile|Caro|Cara),)`,
  'imu',
);

/** Whether a message greets nobody: a name that is missing leaves “Dear ,” behind. */
export const greetsNobody = (text: string) => emptyGreeting.test(text);

/** Warns of what somebody meant to replace before sending: `[NAME]`, `XXX`, Lorem ipsum, merge tags of other products. */
export function warnOfLeftovers(pieces: readonly Piece[], problems: Problems): void {
  for (const piece of pieces) {
    if (piece.is !== 'words') continue;
    for (const leftover of leftovers) {
      const [found] = leftover.exec(piece.text) ?? [];
      if (found !== undefined) problems.warn(`“${found}” looks as if it was to be replaced. Merge tags are written {{ name }}.`, found);
    }
  }
}
