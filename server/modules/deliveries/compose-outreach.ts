import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { boundaryFor } from '../../../shared/mime-boundary.ts';
import { fileHeader, type FileToCompose, type ImageToCompose } from './compose-file.ts';
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
  /** What goes with it. */
  files?: readonly FileToCompose[];
  /** What is shown in its HTML. */
  images?: readonly ImageToCompose[];
}

/**
 * The bytes of a message of a team: its text and its HTML, of which the reader's program shows the one that it can (RFC 2046 section 5.1.4: the
 * best one last), the images that belong to the HTML (RFC 2387), and files. All ASCII, every line below 998 characters, and no header field but those
 * that stand here.
 * @throws CannotCompose when an address, a Message-ID, the address for leaving or a file is not usable
 */
export function composeOutreach(message: OutreachToCompose): Uint8Array {
  if (!messageIdForm.test(message.messageId)) throw new CannotCompose('The Message-ID is not usable.');
  const { replyTo, inReplyTo, references, unsubscribe } = message;
  const body = bodyOf(message, boundaryFor(message.messageId));
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
    ...body.header,
  ];
  const head = `${header.join('\r\n')}\r\n\r\n`;
  const [first, ...more] = body.content;
  if (more.length === 0 && typeof first === 'string') return Buffer.from(head + first, 'latin1');
  return Buffer.concat([head, ...body.content].map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));
}

/** A part of a message: what stands above it, and what it holds, each piece with its line ends. */
interface Part {
  header: readonly string[];
  content: readonly (string | Uint8Array)[];
}

/** What is only there when it is needed lies around the text. The outermost part has the boundary by which a message is known again. */
function bodyOf({ html, text, files = [], images = [] }: OutreachToCompose, boundary: string): Part {
  const [hasFiles, hasImages] = [files.length > 0, images.length > 0];
  const inner = (number: number) => `=_${String(number)}_${boundary.slice(2)}`;
  const alternative = multipart('alternative', hasFiles || hasImages ? inner(1) : boundary, [
    textPart('plain', text),
    textPart('html', html),
  ]);
  const related = hasImages
    ? multipart('related; type="multipart/alternative"', hasFiles ? inner(2) : boundary, [alternative, ...images.map(filePart)])
    : alternative;
  return hasFiles ? multipart('mixed', boundary, [related, ...files.map(filePart)]) : related;
}

const filePart = (file: FileToCompose): Part => ({ header: fileHeader(file), content: [file.encoded] });

function multipart(kind: string, boundary: string, parts: readonly Part[]): Part {
  const content = parts.flatMap((part) => [`--${boundary}\r\n${part.header.join('\r\n')}\r\n\r\n`, ...part.content, '\r\n']);
  return {
    header: [`Content-Type: multipart/${kind};\r\n boundary="${boundary}"`],
    content: joinedTexts([...content, `--${boundary}--\r\n`]),
  };
}

/** Neighbouring texts as one. */
function joinedTexts(pieces: readonly (string | Uint8Array)[]): (string | Uint8Array)[] {
  const fewer: (string | Uint8Array)[] = [];
  for (const piece of pieces) {
    const last = fewer.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') fewer[fewer.length - 1] = last + piece;
    else fewer.push(piece);
  }
  return fewer;
}

const textPart = (kind: 'plain' | 'html', body: string): Part => ({
  header: [`Content-Type: text/${kind}; charset=utf-8`, 'Content-Transfer-Encoding: quoted-printable'],
  content: [quotedPrintable(normaliseBody(body))],
});

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
