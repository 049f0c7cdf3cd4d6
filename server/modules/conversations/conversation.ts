/** Whom a message of a campaign went to, and from which mailbox: what they answer belongs together. */
export interface ReplyOf {
  workspaceId: string;
  mailboxId: string;
  campaignId: string;
  enrolmentId: string;
  contactId: string | null;
  email: string;
  emailKey: string;
  name: string;
  subject: string;
  providerThreadId: string | null;
}

/** A message as it came, read already: its text, and of what was attached the names. */
export interface Reply {
  kind: 'reply' | 'auto_reply';
  fromEmail: string;
  fromName: string;
  toEmail: string;
  subject: string;
  text: string;
  attachments: readonly { name: string; bytes: number }[];
  messageId: string | null;
  providerMessageId: string;
  at: Date;
}

export type ConversationState = 'open' | 'closed';

/** What decides whether a conversation can be answered. */
export interface Standing {
  /** Of the mailbox that was written to; nothing where it is disconnected. */
  mailbox: { parkedBecause: string | null; parkedUntil: Date | null; parkedAt: Date | null } | undefined;
  /** Whether nothing may go to the address: by nobody on this copy, or not from this workspace. */
  suppressed: 'everywhere' | 'here' | undefined;
  /** When they last wrote themselves. */
  repliedAt: Date | null;
}

/**
 * Why no answer can leave. Whoever wrote may be answered, also after they asked the workspace for no further messages: an answer is not another message of
 * a campaign. Not whoever was erased, has paused what is done with their data or is suppressed on the whole copy, and not for an automatic answer.
 */
export function whyNotAnswer({ mailbox, suppressed, repliedAt }: Standing, now: Date): { code: string; sentence: string } | undefined {
  if (suppressed === 'everywhere')
    return {
      code: 'suppressed',
      sentence: 'This address was erased, paused or suppressed for everybody on this copy, so nothing is sent to it.',
    };
  if (suppressed === 'here' && repliedAt === null)
    return {
      code: 'suppressed',
      sentence: 'This address is suppressed, and nobody wrote from it but a program, so nothing is sent to it.',
    };
  if (!mailbox)
    return {
      code: 'mailbox_gone',
      sentence: 'The mailbox that was written to is no longer connected, so nothing can be answered from it. Connect it again.',
    };
  if (mailbox.parkedAt !== null && (mailbox.parkedUntil === null || mailbox.parkedUntil > now))
    return {
      code: 'mailbox_parked',
      sentence: 'The mailbox that was written to is parked, so nothing leaves from it. Its page says why and what to do.',
    };
  return undefined;
}

/** What to know before one answers somebody who may be answered. */
export function whatToKnow({ suppressed }: Pick<Standing, 'suppressed'>): string | undefined {
  return suppressed === 'here'
    ? 'They asked for no further messages from this workspace. Answer what they wrote, and write nothing else to them.'
    : undefined;
}

/** The subject of an answer: one `Re:`, however many programs of however many languages put theirs before it. */
export function subjectOfAnswer(subject: string): string {
  const bare = subject.replace(/^(\s*(re|aw|antw|sv|vs|odp|ynt|res|rif|bls)(\[\d{1,3}\])?\s*[:：]\s*)+/i, '').trim();
  return `Re: ${bare}`.trim();
}

/** The Message-IDs of a thread as an answer names them, oldest first; what no program could have meant as one is left out. */
export function threadOf(messageIds: readonly (string | null)[]): string[] {
  return [...new Set(messageIds.flatMap((id) => (id !== null && /^<[!-;=?-~]{1,480}>$/.test(id) ? [id] : [])))];
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (one) => escapes[one] ?? '');

/** Plain text as HTML that looks like it: paragraphs and lines, and nothing that is read as markup. */
export function htmlOfText(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escape(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
