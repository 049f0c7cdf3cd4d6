import { automaticWords, awaySubjects, awayWords, meanwhileWords } from './away-words.ts';
import { goneWords } from './gone-words.ts';
import { asWords, beginsWith, isSaid, says, type Phrases } from './phrases.ts';
import { challengeWords, receiptSubjects, ticketSubjects, ticketWords } from './robot-words.ts';

/** What is said for it that a program answered, by words alone. */
export interface RobotSigns {
  /** The subject is headed as programs head it ("Automatic reply: …"), or only begins like that. */
  subject: 'sure' | 'perhaps' | undefined;
  /** It says of itself that nobody wrote it. */
  automatic: boolean;
  away: boolean;
  gone: boolean;
  ticket: boolean;
  /** The subject bears the number of a case. */
  numbered: boolean;
  challenge: boolean;
  receipt: boolean;
  /** How much of what is written is nothing but what absent people and desks of help always say: 0 to 1. */
  formula: number;
  /** In so many sentences. */
  formulas: number;
  /** Something is asked, or it is about what we wrote. */
  asks: boolean;
}

/** Looks at the words of a writer, without what is quoted. */
export function robotSigns(subject: string, own: string): RobotSigns {
  const head = asWords(subject);
  const words = asWords(own.slice(0, 6_000));
  const sentences = sentencesOf(own.slice(0, 6_000));
  const formulas = sentences.filter(
    (sentence) =>
      says(sentence, awayWords) ||
      says(sentence, meanwhileWords) ||
      says(sentence, goneWords) ||
      says(sentence, automaticWords) ||
      says(sentence, ticketWords),
  );
  return {
    subject: headed(subject, awaySubjects),
    automatic: says(words, automaticWords),
    away: says(words, awayWords),
    gone: says(words, goneWords),
    ticket: says(words, ticketWords) || headed(subject, ticketSubjects) !== undefined,
    numbered: /\[[^\]]{0,40}\d{2}[^\]]{0,40}\]|\(#\d+\)|\b(?:ticket|case|request)[ #:]{1,4}[a-z-]{0,6}\d/i.test(subject),
    challenge: says(words, challengeWords) || says(head, challengeWords),
    receipt: headed(subject, receiptSubjects) === 'sure',
    formula: sentences.length === 0 ? 0 : formulas.length / sentences.length,
    formulas: formulas.length,
    asks: /[?？؟](?:\s|$)/.test(own.slice(0, 6_000)),
  };
}

/**
 * Whether a message without any mark of a program is an automatic answer all the same. A person who answers may be on holiday too, so
 * nearly all of it has to be formula, nothing may be asked, and nothing quoted below.
 */
export function readsLikeAbsence(signs: RobotSigns, quoted: boolean): boolean {
  if (signs.automatic && (signs.away || signs.gone || signs.ticket) && !signs.asks) return true;
  if (signs.asks || quoted) return false;
  return (signs.away || signs.gone) && signs.formulas >= 2 && signs.formula >= 0.65;
}

/** Whether a subject is headed by one of the phrases: by it alone or before a colon, or only beginning with it. */
function headed(subject: string, phrases: Phrases): RobotSigns['subject'] {
  const [first = '', ...rest] = subject.split(/[:：]/);
  if (rest.length > 0 && isSaid(asWords(first), phrases)) return 'sure';
  const words = asWords(subject);
  if (words.trim().includes(' ') && isSaid(words, phrases)) return 'sure';
  return beginsWith(words, phrases) ? 'perhaps' : undefined;
}

/** Sentences and lines of more than three words: greetings, names and telephone numbers say nothing. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=\p{L}{3})[.!](?=\s|$)|(?<=\d\.)\s+(?=\p{Lu})|[。！，]|\n\s*\n|(?<=[,:])\n/u)
    .map((sentence) => asWords(sentence))
    .filter((sentence) => sentence.trim().split(' ').length > 3 || /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4}/u.test(sentence))
    .slice(0, 60);
}
