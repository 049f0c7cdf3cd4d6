import { calendarSubjects, noticeSubjects } from './notice-words.ts';
import { asWords, beginsWith, isSaid } from './phrases.ts';
import { type ReadMessage } from './read-message.ts';
import { headerOf, isAnswer, isMailServer, isUnattended, saysAnswer } from './sender.ts';

/** Whether it is something that answers nothing: an invitation, a report about a domain, a notice of a service. */
export function isNotice(message: ReadMessage, own: string): boolean {
  return isOfCalendar(message, own) || isOfDomain(message) || isOfService(message);
}

function isOfCalendar(message: ReadMessage, own: string): boolean {
  const isCalendar =
    headerOf(message, 'content-type').startsWith('text/calendar') || headerOf(message, 'content-class').includes('calendarmessage');
  const carriesOne = message.attachments.some(({ type }) => type === 'text/calendar');
  const headed = isSaid(asWords(message.subject.split(/[:：]/)[0] ?? ''), calendarSubjects) && /[:：]/.test(message.subject);
  if (isCalendar) return true;
  return carriesOne && (headed || own.trim() === '' || !isAnswer(message));
}

/** What receivers tell the owner of a domain: DMARC (RFC 7489) and TLS reports (RFC 8460). */
function isOfDomain(message: ReadMessage): boolean {
  if (/report-type="?tlsrpt/.test(headerOf(message, 'content-type')) || headerOf(message, 'tls-report-domain') !== '') return true;
  if (/^\s*\[?(?:preview\]?\s*)?report domain:/i.test(message.subject)) return true;
  return (
    message.attachments.some(({ name, type }) => /^[^!]+![^!]+!\d+!\d+/.test(name) && /zip|xml|octet/.test(type)) ||
    message.attachments.some(({ type }) => type.startsWith('application/tlsrpt'))
  );
}

function isOfService(message: ReadMessage): boolean {
  if (isMailServer(message) || saysAnswer(message.subject) || message.inReplyTo.length > 0) return false;
  const words = asWords(message.subject);
  if (/^message recall (?:report|success|failure)|^recall: |would like to recall/i.test(message.subject)) return true;
  return isUnattended(message) && beginsWith(words, noticeSubjects);
}
