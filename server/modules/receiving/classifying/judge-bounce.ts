import { bounceSubjects, bounceWords, delayedWords, givenUpWords } from './bounce-words.ts';
import { type Classified } from './classify-message.ts';
import { actionOf, beforeTheCopy, failedInProse, failedInReport } from './failed-recipients.ts';
import { asWords, says } from './phrases.ts';
import { messageIdsIn } from './read-report.ts';
import { type ReadMessage } from './read-message.ts';

/** A delivery report in the form of RFC 3464: what it says of its recipients is all that counts. */
export function judgeReport(message: ReadMessage): Classified | undefined {
  const recipients = message.delivery?.recipients ?? [];
  if (recipients.length === 0) return undefined;
  const actions = recipients.map(actionOf);
  const originalMessageIds = originalsOf(message);
  if (actions.includes('failed')) return { kind: 'bounce', failed: failedInReport(message), originalMessageIds };
  return actions.includes('delayed') ? { kind: 'delayed', originalMessageIds } : { kind: 'other' };
}

/** What a server says in words alone. Whoever asks has made sure that it is a server that speaks. */
export function judgeServerProse(message: ReadMessage): Classified | undefined {
  const said = asWords(`${message.subject}\n${beforeTheCopy(message.text).slice(0, 8_000)}`);
  const isDelayed = says(said, delayedWords) && !says(said, givenUpWords);
  if (isDelayed) return { kind: 'delayed', originalMessageIds: originalsOf(message) };
  const isFailed =
    says(said, bounceWords) ||
    says(asWords(message.subject), bounceSubjects) ||
    /(?<![\d.])5(?:\d\d[\s-]\S|\.\d\.\d)/.test(message.text.slice(0, 8_000));
  if (!isFailed) return undefined;
  return { kind: 'bounce', failed: failedInProse(message), originalMessageIds: originalsOf(message) };
}

/** Whether the subject is one that servers write above what was not delivered. */
export const hasBounceSubject = (message: ReadMessage): boolean => says(asWords(message.subject), bounceSubjects);

/** The numbers of the message that a report is about, the surest first. */
export function originalsOf(message: ReadMessage): string[] {
  const reported = message.original?.messageId;
  const written =
    reported === undefined
      ? messageIdsIn(lineOf(message.text, /^[> \t]*(?:original-)?message-id:[ \t]*\r?\n?[ \t]*(<[^<>\s]{1,900}>)/im))
      : [];
  const named = [...(reported === undefined ? [] : [reported]), ...written, ...message.inReplyTo];
  return [...new Set(named.length > 0 ? named : message.references)].slice(0, 50);
}

const lineOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
