import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { boundaryFor } from '../../../shared/mime-boundary.ts';
import { CannotCompose, mailbox, messageIdForm, unstructured, type Correspondent } from './compose-message.ts';
import { quotedPrintable } from './quoted-printable.ts';

export interface OutreachToCompose {
  from: Correspondent;
  to: Correspondent;
  replyTo?: Correspondent;
  subject: string;
  html: string;
  text: string;
  /** With angle brackets, as `messageIdFor` makes it. */
  messageId: string;
  date: Date;
  /** The message that this one follows, and all before it, oldest first; with angle brackets. */
  inReplyTo?: string;
  references?: readonly string[];
  /** Where the recipient leaves with one press (RFC 8058). */
  unsubscribe?: { url: string };
}

/**
 * The bytes of a message of a team: its text and its HTML, of which the reader's program shows the one that it can (RFC 2046 section 5.1.4: the
 * best one last). All ASCII, every line below 998 characters, and no header field but those that stand here.
 * @throws CannotCompose when an address, a Message-ID or the address for leaving is not usable
 */
export function composeOutreach(message: OutreachToCompose): Uint8Array {
  if (!messageIdForm.test(message.messageId)) throw new CannotCompose('The Message-ID is not usable.');
  const { replyTo, inReplyTo, references, unsubscribe } = message;
  const boundary = boundaryFor(message.messageId);
  const header = [
    `From: ${mailbox(message.from)}`,
    `To: ${mailbox(message.to)}`,
    ...(replyTo ? [`Reply-To: ${mailbox(replyTo)}`] : []),
    `Subject: ${unstructured(cleanHeaderText(message.subject))}`.trimEnd(),
    `Date: ${message.date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${message.messageId}`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${foreignId(inReplyTo)}`]),
    ...(references && references.length > 0 ? [`References: ${recent(references).map(foreignId).join('\r\n ')}`] : []),
    ...(unsubscribe ? [`List-Unsubscribe:\r\n <${listed(unsubscribe.url)}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'] : []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
  ];
  const lines = [...header, '', ...part(boundary, 'plain', message.text), ...part(boundary, 'html', message.html), `--${boundary}--`, ''];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

const part = (boundary: string, kind: 'plain' | 'html', body: string) => [
  `--${boundary}`,
  `Content-Type: text/${kind}; charset=utf-8`,
  'Content-Transfer-Encoding: quoted-printable',
  '',
  quotedPrintable(normaliseBody(body)),
];

/** A Message-ID that another program may have made: what servers really write, on one line and between angle brackets. */
function foreignId(id: string): string {
  if (!/^<[^\s<>\p{Cc}]{1,480}>$/u.test(id) || !/^[!-~]+$/.test(id))
    throw new CannotCompose('A Message-ID that this follows is not usable.');
  return id;
}

/** The first message of a thread and the last ones: RFC 5322 lets the middle be left out. */
const recent = (references: readonly string[]) =>
  references.length <= 20 ? references : [...references.slice(0, 1), ...references.slice(-19)];

/** RFC 2369 section 2: one address between angle brackets, without blanks. */
function listed(url: string): string {
  if (!/^https?:\/\/[!-;=?-~]{1,900}$/.test(url) || !URL.canParse(url)) throw new CannotCompose('The address for leaving is not usable.');
  return url;
}
