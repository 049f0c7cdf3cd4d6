import { Buffer } from 'node:buffer';
import { addressParser } from 'postal-mime';
import { decodeBytes, decodeText } from './decode-body.ts';
import { decodeHeader } from './decode-header.ts';
import { type Header } from './mime-head.ts';
import { findParts, type MimePart } from './mime-parts.ts';
import { readHtml } from './read-html.ts';
import {
  addressesIn,
  messageIdsIn,
  readDeliveryStatus,
  readFeedback,
  readOriginal,
  type ReportedMessage,
  type ReportedRecipient,
} from './read-report.ts';

/** What a message says, read from bytes that anybody may have written. */
export interface ReadMessage {
  /** In their order: names in lower case, values unfolded and decoded. */
  headers: readonly Header[];
  messageId?: string;
  inReplyTo: string[];
  references: string[];
  from?: { email: string; name: string };
  to: string[];
  subject: string;
  date?: Date;
  /** What was written: the text part, or the HTML part as text. At most 200,000 characters. */
  text: string;
  attachments: { name: string; type: string; bytes: number }[];
  /** Of a delivery report (RFC 3464). */
  delivery?: { recipients: ReportedRecipient[] };
  /** Of a feedback report (RFC 5965). */
  feedback?: { type: string; originalRecipients: string[] };
  /** Of the message that a report is about. */
  original?: ReportedMessage;
}

/** Of a longer one only the begin is read. */
export const mostBytesRead = 40_000_000;
const mostText = 200_000;
const mostHtml = 800_000;
const mostHeaders = 1_000;
const mostAttachments = 500;
/** A report of this size names more recipients than one of our messages ever has. */
const mostReport = 1_000_000;

/**
 * Reads a message within bounds of time and memory, whatever its bytes are; what is beyond the bounds is left out. What is inside attached
 * messages is not read as what this one says.
 */
export function readMessage(bytes: Uint8Array): Promise<ReadMessage> {
  const raw = withLineFeeds(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, mostBytesRead)));
  const { headers, parts } = findParts(raw);
  const first = (name: string) => headers.find((header) => header.name === name)?.value ?? '';
  const messageId = messageIdsIn(first('message-id'))[0];
  const from = senderIn(first('from'));
  const date = new Date(first('date').slice(0, 100));
  const written = parts.filter((part) => isWritten(part));
  return Promise.resolve({
    headers: headers.slice(0, mostHeaders).map(({ name, value }) => ({ name, value: decodeHeader(value) })),
    ...(messageId === undefined ? {} : { messageId }),
    inReplyTo: messageIdsIn(first('in-reply-to')),
    references: messageIdsIn(first('references')),
    ...(from === undefined ? {} : { from }),
    to: addressesIn(first('to')),
    subject: decodeHeader(first('subject')),
    ...(Number.isNaN(date.getTime()) ? {} : { date }),
    text: textOf(raw, written, parts),
    attachments: parts
      .filter((part) => !written.includes(part))
      .slice(0, mostAttachments)
      .map((part) => ({ name: nameOf(part), type: part.type.slice(0, 100), bytes: decodeBytes(raw, part).length })),
    ...reportsIn(raw, parts),
  });
}

/** Some files of old have carriage returns alone. */
function withLineFeeds(raw: Buffer): Buffer {
  return raw.includes(0x0a) ? raw : Buffer.from(raw.map((byte) => (byte === 0x0d ? 0x0a : byte)));
}

function senderIn(header: string): ReadMessage['from'] {
  const email = addressesIn(header)[0];
  const name = addressParser(header.slice(0, 5_000))[0]?.name ?? '';
  if (email === undefined && name === '') return undefined;
  return { email: tidy(email ?? '').slice(0, 320), name: decodeHeader(name).slice(0, 300) };
}

const isWritten = ({ type, disposition, name }: MimePart): boolean =>
  (type === 'text/plain' || type === 'text/html') &&
  disposition !== 'attachment' &&
  (name === '' || disposition === 'inline' || disposition === '');

/** Of alternatives the plain one, if anything stands in it. In a report only what comes before the machine's part. */
function textOf(raw: Buffer, written: readonly MimePart[], parts: readonly MimePart[]): string {
  const report = parts.find(({ type }) => statuses.test(type) || feedbacks.test(type))?.begin ?? Infinity;
  const texts: string[] = [];
  let length = 0;
  const told = new Set<number>();
  for (const part of written.toSorted((one, other) => rankOf(one) - rankOf(other))) {
    if (length >= mostText || (part.begin > report && texts.length > 0)) continue;
    if (part.alternative !== undefined && part.type === 'text/html' && told.has(part.alternative)) continue;
    const text = part.type === 'text/html' ? readHtml(decodeText(raw, part, mostHtml)) : decodeText(raw, part, mostText * 3);
    if (text.trim() === '') continue;
    if (part.alternative !== undefined) told.add(part.alternative);
    texts.push(text);
    length += text.length;
  }
  return tidy(texts.join('\n').slice(0, mostText));
}

/** In their order, but the plain alternatives first. */
const rankOf = ({ type, alternative, begin }: MimePart): number => (type === 'text/html' && alternative !== undefined ? 1e12 : 0) + begin;

/** NUL and the other control characters say nothing, and a database refuses some of them. */
const tidy = (text: string): string => text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '').toWellFormed();

const nameOf = ({ name }: MimePart): string =>
  tidy(name)
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, 300);

const statuses = /^message\/(?:global-)?delivery-status$/;
const feedbacks = /^message\/feedback-report$/;
const originals = /^(?:message\/(?:rfc822|global|rfc822-headers?|global-headers)|text\/rfc822-headers?)$/;

function reportsIn(raw: Buffer, parts: readonly MimePart[]): Pick<ReadMessage, 'delivery' | 'feedback' | 'original'> {
  const contentsOf = (type: RegExp) =>
    parts
      .filter((part) => type.test(part.type))
      .slice(0, 20)
      .map((part) => tidy(decodeText(raw, part, mostReport)));
  const status = contentsOf(statuses);
  const feedback = contentsOf(feedbacks)[0];
  const original = contentsOf(originals).map(readOriginal)[0];
  return {
    ...(status.length === 0 ? {} : { delivery: { recipients: status.flatMap(readDeliveryStatus) } }),
    ...(feedback === undefined ? {} : { feedback: readFeedback(feedback) }),
    ...(original === undefined ? {} : { original }),
  };
}
