import { agree, type Agreed } from './agree.ts';
import { copyText, limits } from './copy-text.ts';
import type { Compose, Found, ReadDraft } from './draft.ts';
import { bodyWays } from './find-composes.ts';
import { readAttachments } from './read-attachments.ts';
import { readRecipients } from './read-recipients.ts';
import { readSubject } from './read-subject.ts';

/** Why a compose window could not be read, in a sentence for its user. */
export class Unreadable extends Error {}

/** Reads the compose window that its user chose, and nothing around it. */
export async function readCompose(
  { body, frame }: Compose,
  readPicture: (address: string) => Promise<string | undefined>,
): Promise<ReadDraft> {
  const subject = readSubject(frame);
  const recipients = readRecipients(frame);
  const attachments = readAttachments(frame);
  const text = await copyText(body, readPicture);
  // Gmail closes a window while it saves: what was read of one that is going may be half of it.
  if (!body.isConnected || !frame.isConnected)
    throw new Unreadable('This draft was closed while it was read. Open it again, then export it.');
  if (text.html.replace(/\ssrc="data:[^"]*"/g, '').length > limits.text)
    throw new Unreadable('This text is too long to be taken along. Shorten it, or take pictures out.');
  const doubts = doubtful({ subject, recipients, attachments });
  return {
    subject: subject.value?.trim() ?? '',
    html: text.html,
    recipients: recipients.value ?? [],
    attachments: attachments.value ?? [],
    account: accountOf(frame),
    notes: [...text.notes, ...doubts],
  };
}

function doubtful(fields: Record<string, Agreed<unknown>>): string[] {
  const said: Record<string, string> = { subject: 'the subject', recipients: 'the recipients', attachments: 'the attachments' };
  const doubts = Object.entries(fields)
    .filter(([, { against }]) => against.length > 0)
    .map(([name]) => said[name] ?? name);
  return doubts.length === 0 ? [] : [`Gmail’s page says two different things about ${doubts.join(' and ')}. Please look closely.`];
}

/** From which address the draft would leave, as its own window says it. */
function accountOf(frame: Element): string {
  const from = frame.querySelector<HTMLInputElement>('input[name="from"]')?.value ?? '';
  return /[^\s<>]+@[^\s<>]+/.exec(from)?.[0] ?? '';
}

/** Which ways of looking find what in a compose window, without what they found. */
export function testCompose({ frame }: Compose): Found {
  const bodies = agree(frame, bodyWays, placeIn);
  const bare = ({ by, against, silent }: Agreed<unknown>) => ({ by, against, silent });
  return {
    subject: bare(readSubject(frame)),
    text: bare(bodies),
    recipients: bare(readRecipients(frame)),
    attachments: bare(readAttachments(frame)),
  };
}

/** Where an element stands in its page, so that two ways are known to have found the same one. */
function placeIn(element: Element): string {
  const parent = element.parentElement;
  return parent ? `${placeIn(parent)}/${String([...parent.children].indexOf(element))}` : '';
}
