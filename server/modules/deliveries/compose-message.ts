import { normaliseBody } from '../../../shared/body-text.ts';
import { parseEmailAddress, toAscii } from '../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { quotedPrintable } from './quoted-printable.ts';

export interface Correspondent {
  name: string;
  address: string;
}

export interface MessageToCompose {
  from: Correspondent;
  to: Correspondent;
  subject: string;
  text: string;
  /** With angle brackets, as `messageIdFor` makes it. */
  messageId: string;
  date: Date;
}

/** A message cannot be written as asked. The sentence holds no address. */
export class CannotCompose extends Error {}

/**
 * The bytes of a plain text message (RFC 5322): eight header fields and no other, all ASCII, and a quoted-printable body.
 * The header is written here and not by a library, because libraries pass on what looks like an encoded word:
 * a subject typed as `=?utf-8?Q?x?=` would reach the recipient as something that its sender never saw.
 * @throws CannotCompose when an address or the Message-ID is not usable
 */
export function composeMessage(message: MessageToCompose): Uint8Array {
  if (!messageIdForm.test(message.messageId)) throw new CannotCompose('The Message-ID is not usable.');
  const header = [
    `From: ${mailbox(message.from)}`,
    `To: ${mailbox(message.to)}`,
    `Subject: ${unstructured(cleanHeaderText(message.subject))}`.trimEnd(),
    `Date: ${message.date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${message.messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
  ];
  return Buffer.from(`${header.join('\r\n')}\r\n\r\n${quotedPrintable(normaliseBody(message.text))}`, 'latin1');
}

/** The form of a Message-ID of ours. */
export const messageIdForm = /^<[A-Za-z0-9._-]{1,128}@[a-z0-9.-]{1,253}>$/;

/**
 * The Message-ID of one attempt. The same attempt always has the same one, so that a message whose fate is unknown can be looked up.
 * Angle brackets belong to it (RFC 5322 section 3.6.4): without them Gmail replaces it by its own.
 */
export function messageIdFor(deliveryId: string, attempt: number, domain: string): string {
  const id = `<${deliveryId}.${attempt}@${toAscii(domain) ?? ''}>`;
  if (!messageIdForm.test(id)) throw new CannotCompose('The Message-ID is not usable.');
  return id;
}

/** The value of an address field: one reader, whose name cannot become a second one. Throws CannotCompose for what is no address. */
export function mailbox({ name, address }: Correspondent): string {
  const parsed = parseEmailAddress(address);
  if (!parsed.ok) throw new CannotCompose(parsed.reason);
  const shown = cleanHeaderText(name);
  if (shown === '') return `<${parsed.address}>`;
  const written = phrase(shown);
  const lastLine = written.slice(written.lastIndexOf('\n') + 1);
  return `${written}${lastLine.length + parsed.address.length > 66 ? '\r\n' : ''} <${parsed.address}>`;
}

/** Text that may stand as it is: printable ASCII that nobody takes for an encoded word and that needs no folding inside a word. */
const staysAsItIs = (text: string) => /^[\x20-\x7E]*$/.test(text) && !text.includes('=?') && !/[^ ]{61}/.test(text);

function phrase(name: string): string {
  if (!staysAsItIs(name) || name.length > 60) return encodedWords(name);
  return /^[A-Za-z0-9 ]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** The value of a Subject, folded where it is long; expects what `cleanHeaderText` gives. */
export function unstructured(text: string): string {
  if (!staysAsItIs(text)) return encodedWords(text);
  // Folds before a word that would pass column 76; unfolding gives the blank back (RFC 5322 section 2.2.3).
  let column = 'Subject:'.length;
  return text
    .split(' ')
    .map((word, index) => {
      const folds = column + 1 + word.length > 76 && index > 0;
      column = folds ? word.length + 1 : column + 1 + word.length;
      return index === 0 ? word : `${folds ? '\r\n' : ''} ${word}`;
    })
    .join('');
}

/** 39 bytes make 52 characters of base64 and a line below 76 characters, the field's name included (RFC 2047 section 2). */
const bytesPerWord = 39;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** RFC 2047 encoded words. What is seen as one character is kept in one word where it fits; a code point always is. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  if (Buffer.byteLength(text) <= bytesPerWord) return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  const add = (part: string) => {
    if (word !== '' && Buffer.byteLength(word + part) > bytesPerWord) {
      words.push(word);
      word = '';
    }
    word += part;
  };
  for (const { segment } of graphemes.segment(text)) {
    if (Buffer.byteLength(segment) <= bytesPerWord) add(segment);
    else Array.from(segment).forEach(add);
  }
  words.push(word);
  return words.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}
