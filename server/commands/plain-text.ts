/**
 * Text for a terminal. Names and subjects come from outside: signs that move the cursor, colour, or turn the direction of what stands around them
 * are taken out, and a line stays where it is.
 */
export const plainText = (text: string): string =>
  text.replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g, ' ');

/** A value in one line of a list. */
export const inOneLine = (text: string): string => plainText(text).replaceAll('\n', ' ');
