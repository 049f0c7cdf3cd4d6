import { addressParser } from 'postal-mime';
import { sameAddress } from './address.ts';
import { encodedWordFault } from './encoded-words.ts';

/** What is needed to take a message: everybody it goes to. Or the rule that it breaks, in the words in which Gmail would say it. */
export type CheckedMessage = { recipients: string[] } | { message: string };

/** Fields that a message has once at most (RFC 5322 section 3.6), besides From and Date, which it has exactly once. */
const onceAtMost = [
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'mime-version',
  'content-type',
];
/** Recipients of one message: 100 at the Gmail API (support.google.com/a/answer/166852), which is the fewest of those played here. */
const fewestRecipients = 100;

/**
 * Judges a message by the letter of RFC 5322, where the services themselves are lenient: Gmail adds a missing date, replaces a Message-ID
 * without brackets and rewrites a From that is not the account's, and Outlook writes the whole header anew. Here each is refused, so that
 * a mistake of ours is seen and not smoothed over.
 */
export function checkMessage(raw: Uint8Array, accountAddress: string, mostRecipients = fewestRecipients): CheckedMessage {
  const text = Buffer.from(raw).toString('latin1');
  const lines = lineFault(text);
  if (lines) return refused(lines);
  const end = text.indexOf('\r\n\r\n');
  const fields = readFields(end === -1 ? text : text.slice(0, end + 2));
  if (typeof fields === 'string') return refused(fields);

  const count = (name: string) => fields.filter((field) => field.name === name).length;
  if (count('from') !== 1) return refused('Invalid From header');
  if (count('date') !== 1) return refused('Invalid Date header');
  const repeated = onceAtMost.find((name) => count(name) > 1);
  if (repeated) return refused(`Duplicate ${repeated} header`);
  const value = (name: string) => fields.find((field) => field.name === name)?.value ?? '';
  if (Number.isNaN(Date.parse(value('date')))) return refused('Invalid Date header');
  if (count('message-id') === 1 && !/^<[^\s<>@]+@[^\s<>@]+>$/.test(value('message-id'))) return refused('Invalid Message-ID header');

  const from = addressesOf(value('from'));
  if (from.length !== 1 || !sameAddress(from[0] ?? '', accountAddress)) return refused('Invalid From header');
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) => addressesOf(value(name)));
  if (recipients.length === 0) return refused('Recipient address required');
  if (recipients.length > mostRecipients) return refused('Too many recipients');
  const wellFormed = /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+|"(?:[^"\\]|\\.)+")@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
  if (!recipients.every((address) => wellFormed.test(address))) return refused('Invalid To header');
  return { recipients };
}

const refused = (message: string) => ({ message });

function lineFault(text: string): string | undefined {
  if (text.includes('\0')) return 'The message contains NUL';
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) return 'Lines must end with CRLF';
  if (text.split('\r\n').some((line) => line.length > 998)) return 'A line is longer than 998 characters';
  return undefined;
}

interface Field {
  name: string;
  value: string;
}

/** Header fields, unfolded (RFC 5322 section 2.2); a sentence when one is malformed. */
function readFields(header: string): Field[] | string {
  if (/[^\t\r\n\x20-\x7e]/.test(header)) return 'Headers must be ASCII';
  if (/\r\n[ \t]+\r\n/.test(header)) return 'A folded header line is empty';
  const unfolded = header.replace(/\r\n(?=[ \t])/g, '');
  const fields: Field[] = [];
  for (const line of unfolded.split('\r\n').filter(Boolean)) {
    const match = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line);
    if (!match) return 'A header line has no name';
    const [, name = '', value = ''] = match;
    const fault = encodedWordFault(value);
    if (fault) return fault;
    fields.push({ name: name.toLowerCase(), value: value.trim() });
  }
  return fields;
}

function addressesOf(value: string): string[] {
  return addressParser(value, { flatten: true }).map((mailbox) => mailbox.address ?? '');
}
