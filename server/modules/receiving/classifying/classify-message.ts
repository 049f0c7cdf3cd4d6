import { asksToLeave } from './asks-to-leave.ts';
import { findBackOn } from './back-on.ts';
import { type Failed } from './failed-recipients.ts';
import { hasBounceSubject, hasRefusalCode, judgeReport, judgeServerProse, originalsOf, saysNotDelivered } from './judge-bounce.ts';
import { readsLikeAbsence, robotSigns, type RobotSigns } from './judge-away.ts';
import { isNotice } from './judge-notice.ts';
import { ownWords } from './own-words.ts';
import { type ReadMessage } from './read-message.ts';
import {
  automaticMark,
  hasNullReturnPath,
  headerOf,
  isAnswer,
  isForMany,
  isMailServer,
  isOfList,
  isPostmaster,
  isUnattended,
  isVacation,
  saysAnswer,
} from './sender.ts';

/** What a message that came to a mailbox is. */
export type Classified =
  /** A person wrote; perhaps that they want no more of this. */
  | { kind: 'reply'; asksToLeave: boolean }
  /** A program answered: somebody is away, a desk of help has the message, it was opened, a gatekeeper asks. */
  | { kind: 'auto_reply'; backOn?: string; leftForGood: boolean }
  /** Finally not delivered. */
  | { kind: 'bounce'; failed: Failed[]; originalMessageIds: string[] }
  /** Still tried. */
  | { kind: 'delayed'; originalMessageIds: string[] }
  | { kind: 'complaint'; email?: string; originalMessageIds: string[] }
  /** Nothing that came back for what we sent. */
  | { kind: 'other' };

/** Everything that the rules look at, looked up once. */
interface Case {
  message: ReadMessage;
  receivedAt: Date;
  own: string;
  quoted: boolean;
  signs: RobotSigns;
  mark: ReturnType<typeof automaticMark>;
}

/**
 * Tells what a message is: first by its structure, which is sure, then by what it says of itself in its head, and last by its words. Only
 * what a person wrote themselves is weighed; what they quote never is.
 */
export function classifyMessage(message: ReadMessage, receivedAt: Date): Classified {
  const { own, quoted } = ownWords(message.text);
  const about = {
    message,
    receivedAt,
    own,
    quoted: quoted.trim() !== '',
    signs: robotSigns(message.subject, own),
    mark: automaticMark(message),
  };
  for (const rule of rules) {
    const classified = rule(about);
    if (classified) return classified;
  }
  return { kind: 'reply', asksToLeave: asksToLeave(message.subject, own) };
}

/** In their order: the surest first. */
const rules: readonly ((about: Case) => Classified | undefined)[] = [
  complaint,
  deliveryReport,
  readReceipt,
  leavingByProgram,
  notice,
  namedFailures,
  gatekeeper,
  absenceByMark,
  serverWords,
  answerByProgram,
  absenceByWords,
  forMany,
  unattended,
];

function complaint({ message }: Case): Classified | undefined {
  const { feedback, original } = message;
  const inWords = /^complaint about message from/i.test(message.subject);
  if (!feedback) return inWords ? complaintOf(message, original?.to ?? []) : undefined;
  if (/^(?:auth-failure|not-spam|dmarc)/.test(feedback.type)) return { kind: 'other' };
  return complaintOf(message, [...feedback.originalRecipients, ...(original?.to ?? [])]);
}

function complaintOf(message: ReadMessage, recipients: readonly string[]): Classified {
  const email = recipients.find((one) => one.includes('@'))?.toLowerCase();
  return { kind: 'complaint', ...(email === undefined ? {} : { email }), originalMessageIds: originalsOf(message) };
}

function deliveryReport({ message, mark }: Case): Classified | undefined {
  // A person who sends a report on has it in their own message, and is no server.
  const passedOn =
    saysAnswer(message.subject) && mark === undefined && !isReport(message) && !isMailServer(message) && !hasNullReturnPath(message);
  return passedOn ? undefined : judgeReport(message);
}

const isReport = (message: ReadMessage): boolean => headerOf(message, 'content-type').startsWith('multipart/report');

function readReceipt(about: Case): Classified | undefined {
  const { message, signs, mark } = about;
  const structured =
    message.attachments.some(({ type }) => type === 'message/disposition-notification') ||
    /report-type="?disposition-notification/.test(headerOf(message, 'content-type'));
  const inWords =
    signs.receipt &&
    (mark !== undefined ||
      hasNullReturnPath(message) ||
      /ipm.*\.ipnn?rn/.test(headerOf(message, 'x-ms-tnef-correlator') + headerOf(message, 'x-message-class')));
  return structured || inWords ? { kind: 'auto_reply', leftForGood: false } : undefined;
}

/** A mail program that presses "unsubscribe" for its owner writes in their name: their wish, whatever its head says. */
function leavingByProgram({ message, own }: Case): Classified | undefined {
  const isShort = own.length < 400 && !isMailServer(message) && message.original === undefined;
  return isShort && asksToLeave(message.subject, '') && !isAnswer(message) ? { kind: 'reply', asksToLeave: true } : undefined;
}

function notice({ message, own }: Case): Classified | undefined {
  return isNotice(message, own) ? { kind: 'other' } : undefined;
}

function namedFailures(about: Case): Classified | undefined {
  const { message } = about;
  if (headerOf(message, 'x-failed-recipients') === '') return undefined;
  return judgeServerProse(message);
}

function gatekeeper(about: Case): Classified | undefined {
  const { signs, quoted } = about;
  return signs.challenge && !(quoted && about.mark === undefined && signs.asks) ? { kind: 'auto_reply', leftForGood: false } : undefined;
}

/** Before any word of a server is believed: no absence is ever a bounce. */
function absenceByMark(about: Case): Classified | undefined {
  const { message, signs, mark } = about;
  if (isVacation(message)) return byProgram(about);
  if (isMailServer(message) && hasBounceSubject(message)) return undefined;
  const isAbsence = signs.away || signs.gone;
  const fresh = !saysAnswer(message.subject);
  if (fresh && signs.subject === 'sure') return byProgram(about);
  if (
    fresh &&
    signs.subject === 'perhaps' &&
    (mark !== undefined || isAbsence || signs.automatic) &&
    !(hasBounceSubject(message) && !isAbsence)
  ) {
    return mark !== undefined || signs.automatic || !signs.asks ? byProgram(about) : undefined;
  }
  return mark !== undefined && isAbsence && !(hasBounceSubject(message) && isPostmaster(message)) ? byProgram(about) : undefined;
}

function serverWords({ message, mark, own }: Case): Classified | undefined {
  if (isMailServer(message)) return judgeServerProse(message) ?? { kind: 'other' };
  const byRobot = isPostmaster(message) || hasNullReturnPath(message) || mark !== undefined || isUnattended(message);
  if (!byRobot) return undefined;
  // Some servers answer in the thread, as a person does; then their own words have to hold the reply of another server.
  if (saysAnswer(message.subject))
    return saysNotDelivered(own) && hasRefusalCode(own) && !isUnattended(message) ? judgeServerProse(message) : undefined;
  if (hasBounceSubject(message)) return judgeServerProse(message);
  const isTold = saysNotDelivered(own) && (message.original !== undefined || hasRefusalCode(own) || hasNullReturnPath(message));
  return isTold ? judgeServerProse(message) : undefined;
}

function answerByProgram(about: Case): Classified | undefined {
  const { message, signs, mark } = about;
  if (mark === 'replied') return byProgram(about);
  if (mark === undefined) return undefined;
  if (signs.automatic || signs.ticket || signs.away || signs.gone)
    return isForMany(message) && !isAnswer(message) && !signs.ticket ? { kind: 'other' } : byProgram(about);
  // A person at a desk of help answers through a program, which marks everything that it sends.
  const throughDesk = /reply above this line|##-|type your reply/i.test(message.text.slice(0, 500)) && isAnswer(message);
  if (throughDesk) return undefined;
  return isAnswer(message) || signs.numbered ? byProgram(about) : { kind: 'other' };
}

function absenceByWords(about: Case): Classified | undefined {
  const { message, signs, quoted } = about;
  if (isOfList(message) && !isAnswer(message)) return undefined;
  if (readsLikeAbsence(signs, quoted)) return byProgram(about);
  const isConfirmation = signs.ticket && signs.automatic && !quoted;
  const ofRobot = signs.ticket && isUnattended(message);
  return isConfirmation || ofRobot ? byProgram(about) : undefined;
}

function forMany({ message }: Case): Classified | undefined {
  return isForMany(message) && !isAnswer(message) ? { kind: 'other' } : undefined;
}

function unattended(about: Case): Classified | undefined {
  const { message } = about;
  if (!isUnattended(message)) return undefined;
  return isAnswer(message) ? byProgram(about) : { kind: 'other' };
}

function byProgram({ message, receivedAt, own, signs }: Case): Classified {
  const leftForGood = signs.gone && !(signs.away && findsReturn(own));
  const reading = { receivedAt, monthFirst: writesMonthFirst(message) };
  const backOn =
    leftForGood || (signs.ticket && !signs.away) ? undefined : (findBackOn(own, reading) ?? findBackOn(message.subject, reading));
  return { kind: 'auto_reply', ...(backOn === undefined ? {} : { backOn }), leftForGood };
}

/** Whoever tells of their own return has not left, though they may name a colleague who has. */
const findsReturn = (own: string): boolean => /\b(?:i will (?:be back|return)|when i return|upon my return|my return)\b/i.test(own);

/** In North America 3/4 is the fourth of March; the offset of the clock that dated the message is the best that is known of it. */
function writesMonthFirst(message: ReadMessage): boolean | undefined {
  const offset = /([+-])(\d\d)\d\d/.exec(headerOf(message, 'date').slice(-12));
  if (!offset || offset[2] === '00') return undefined;
  const american = offset[1] === '-' && Number(offset[2]) >= 4 && Number(offset[2]) <= 10;
  return american && /\b(?:the|and|will|office)\b/i.test(message.text.slice(0, 2_000));
}
