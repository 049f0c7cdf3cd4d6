const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, bidirectional embeddings, overrides and isolates (UAX 9), and the byte order mark. */

const unseen = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** What nearly all texts are: words of plain letters with one blank between two. They stay as they are, and a file has millions of them. */
const plain = /^(?:[!-~\u00C0-\u024F]+(?: [!-~\u00C0-\u024F]+)*)?$/;

/**
 * A name or subject as it will stand in a message: one line, without anything that could begin another header field (RFC 5322 section 2.2)
 * or make the text read differently from what it is. Shown on the confirm page and written into the message, so that both are the same.
 */
export function cleanHeaderText(text: string): string {
  if (plain.test(text)) return text;
  return text.toWellFormed().replace(lineBreaks, ' ').replace(unseen, '').replace(/ {2,}/g, ' ').trim();
}
