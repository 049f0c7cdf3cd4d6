const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, bidirectional embeddings, overrides and isolates (UAX 9), and the byte order mark. */

const unseen = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/**
 * A name or subject as it will stand in a message: one line, without anything that could begin another header field (RFC 5322 section 2.2)
 * or make the text read differently from what it is. Shown on the confirm page and written into the message, so that both are the same.
 */
export function cleanHeaderText(text: string): string {
  return text.toWellFormed().replace(lineBreaks, ' ').replace(unseen, '').replace(/ {2,}/g, ' ').trim();
}
