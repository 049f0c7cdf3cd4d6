import { bounceSubjects, bounceWords, delayedWords, deliveredWords, givenUpWords } from './bounce-words.ts';
import { actionOf, beforeTheCopy, failedInProse, failedInReport, type Failed } from './failed-recipients.ts';
import { asWords, says } from './phrases.ts';
import { messageIdsIn, readDeliveryStatus } from './read-report.ts';
import { type ReadMessage } from './read-message.ts';

/** What a server tells of a message of ours. */
export type Judged =
  | { kind: 'bounce'; failed: Failed[]; originalMessageIds: string[] }
  | { kind: 'delayed'; originalMessageIds: string[] }
  | { kind: 'other' };

/** A delivery report in the form of RFC 3464: what it says of its recipients is all that counts. */
export function judgeReport(message: ReadMessage): Judged | undefined {
  const recipients = message.delivery?.recipients ?? [];
  if (recipients.length === 0) return undefined;
  const actions = recipients.map(actionOf);
  const originalMessageIds = originalsOf(message);
  if (actions.includes('failed')) return { kind: 'bounce', failed: failedInReport(message), originalMessageIds };
  return actions.includes('delayed') ? { kind: 'delayed', originalMessageIds } : { kind: 'other' };
}

/** What a server says in words alone. Whoever asks has made sure that it is a server that speaks. */
export function judgeServerProse(message: ReadMessage): Judged | undefined {
  const written = readDeliveryStatus(message.text.slice(0, 50_000));
  // Some write the fields of a report into the text.
  if (written.some(({ action, status }) => action !== undefined || status !== undefined))
    return judgeReport({ ...message, delivery: { recipients: written } });
  const text = beforeTheCopy(message.text).slice(0, 8_000);
  const said = asWords(`${message.subject}\n${text}`);
  const originalMessageIds = originalsOf(message);
  if (says(said, delayedWords) && !says(said, givenUpWords)) return { kind: 'delayed', originalMessageIds };
  if (says(said, deliveredWords) && !hasBounceSubject(message) && !hasRefusalCode(text)) return { kind: 'other' };
  const isFailed = says(said, bounceWords) || hasBounceSubject(message) || hasRefusalCode(text) || message.original !== undefined;
  return isFailed ? { kind: 'bounce', failed: failedInProse(message), originalMessageIds } : undefined;
}

/** Whether a text has the reply of a server in it that refused (RFC 5321 section 4.2, RFC 3463). */
export const hasRefusalCode = (text: string): boolean => /(?<![\d.])5(?:\d\d[\s-]\S|\.\d\.\d)/.test(text);

/** Whether a text says that something was not delivered, or not yet. */
export function saysNotDelivered(text: string): boolean {
  const words = asWords(text.slice(0, 4_000));
  return says(words, bounceWords) || says(words, delayedWords);
}

/** Whether the subject is one that servers write above what was not delivered. */
export const hasBounceSubject = (message: ReadMessage): boolean => says(asWords(message.subject), bounceSubjects);

/** The numbers of the message that a report is about, the surest first. */
export function originalsOf(message: ReadMessage): string[] {
  const reported = message.original?.messageId;
  const written =
    reported === undefined
      ? messageIdsIn(lineOf(message.text, /^[> \t]*(?:original-)?message-id:[ \t]*(?:\r?\n[ \t]*)?(<[^<>\s]{1,900}>)/im))
      : [];
  const named = [...(reported === undefined ? [] : [reported]), ...written, ...message.inReplyTo];
  return [...new Set(named.length > 0 ? named : message.references)].slice(0, 50);
}

const lineOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
