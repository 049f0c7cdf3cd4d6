import { addressParser, decodeWords } from 'postal-mime';

/** What a delivery report says of one recipient (RFC 3464 section 2.3). */
export interface ReportedRecipient {
  finalRecipient?: string;
  originalRecipient?: string;
  action?: string;
  status?: string;
  diagnostic?: string;
}

/** What is known of the message that a report is about. */
export interface ReportedMessage {
  messageId?: string;
  to?: string[];
  subject?: string;
}

type Fields = Map<string, string[]>;

const mostRecipients = 1_000;

/** The recipients of a delivery report; a group that forgot its blank line counts as one all the same. */
export function readDeliveryStatus(text: string): ReportedRecipient[] {
  const recipients: ReportedRecipient[] = [];
  for (const fields of groupsOf(text)) {
    const first = (name: string) => fields.get(name)?.[0];
    const recipient = {
      finalRecipient: addressIn(first('final-recipient')),
      originalRecipient: addressIn(first('original-recipient')),
      action: first('action')?.toLowerCase().trim(),
      status: statusIn(first('status')),
      diagnostic: typed(first('diagnostic-code')),
    };
    const said = Object.fromEntries(Object.entries(recipient).filter(([, value]) => value !== undefined && value !== ''));
    if ('finalRecipient' in said || 'originalRecipient' in said || 'action' in said) recipients.push(said);
    if (recipients.length >= mostRecipients) break;
  }
  return recipients;
}

/** What a feedback report says (RFC 5965 section 3): of what kind it is, and about whom. */
export function readFeedback(text: string): { type: string; originalRecipients: string[] } {
  const fields = fieldsOf(text.split(/\r?\n/));
  const about = [...(fields.get('original-rcpt-to') ?? []), ...(fields.get('removal-recipient') ?? [])];
  return {
    type: fields.get('feedback-type')?.[0]?.toLowerCase().trim() ?? 'abuse',
    originalRecipients: [...new Set(about.map((value) => addressIn(value) ?? '').filter((address) => address !== ''))].slice(
      0,
      mostRecipients,
    ),
  };
}

/** The head of the message that came back, as much as the report shows of it. */
export function readOriginal(text: string): ReportedMessage {
  const head = /^\s*([\s\S]*?)(?:\r?\n\r?\n|$)/.exec(text.slice(0, 65_536))?.[1] ?? '';
  const fields = fieldsOf(head.split(/\r?\n/));
  const messageId = messageIdsIn(fields.get('message-id')?.[0] ?? '')[0];
  const to = addressesIn(fields.get('to')?.[0] ?? '');
  const subject = fields.get('subject')?.[0];
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(to.length === 0 ? {} : { to }),
    ...(subject === undefined ? {} : { subject: decodeWords(subject.slice(0, 5_000)) }),
  };
}

/** The numbers of messages in a header, with their angle brackets. */
export function messageIdsIn(value: string): string[] {
  return [...new Set(value.slice(0, 20_000).match(/<[!-;=?-~]{1,250}>/g) ?? [])];
}

/** The bare addresses in a header of addresses. */
export function addressesIn(value: string): string[] {
  return addressParser(value.slice(0, 10_000), { flatten: true }).flatMap(({ address }) => (address?.includes('@') ? [address] : []));
}

function groupsOf(text: string): Fields[] {
  const groups: string[][] = [[]];
  for (const line of text.split(/\r?\n/)) {
    const group = groups.at(-1) ?? [];
    const again = /^final-recipient\s*:/i.test(line) && group.some((one) => /^final-recipient\s*:/i.test(one));
    if (again) groups.push([line]);
    else if (line.trim() === '') groups.push([]);
    else group.push(line);
  }
  return groups.filter((group) => group.length > 0).map(fieldsOf);
}

function fieldsOf(lines: readonly string[]): Fields {
  const unfolded: string[] = [];
  for (const line of lines.slice(0, 5_000)) {
    const last = unfolded.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) unfolded[last] = `${unfolded[last] ?? ''} ${line.trim()}`.slice(0, 5_000);
    else unfolded.push(line.slice(0, 5_000));
  }
  const fields: Fields = new Map();
  for (const line of unfolded) {
    const colon = line.indexOf(':');
    if (colon < 1 || colon > 76) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), line.slice(colon + 1).trim()].slice(0, mostRecipients));
  }
  return fields;
}

/** Without the type before the semicolon (`rfc822;`, `smtp;`). */
function typed(value: string | undefined): string | undefined {
  return value?.replace(/^[\w.-]{1,20}\s*;\s*/, '').slice(0, 2_000);
}

function addressIn(value: string | undefined): string | undefined {
  return typed(value)
    ?.trim()
    .replace(/^["'<]+|["'>]+$/g, '')
    .slice(0, 320);
}

function statusIn(value: string | undefined): string | undefined {
  return /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(value ?? '')?.[0];
}
