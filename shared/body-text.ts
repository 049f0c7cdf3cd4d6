const lineBreaks = /\r\n|[\r\u0085\u2028\u2029]/g;

const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFEFF]/g;

/**
 * The text of a message as it is kept, shown and sent: lines end in LF, of the control characters only the tab is left.
 * Nothing else changes; composed and decomposed letters stay as they were typed.
 */
export function normaliseBody(text: string): string {
  return text.toWellFormed().replace(lineBreaks, '\n').replace(controls, '');
}
