import { type ReadMessage } from './read-message.ts';
import { isTelling, severityOf, statusOf, type Severity } from './severity.ts';

/** An address that a message did not reach. */
export interface Failed {
  email?: string;
  severity: Severity;
  status?: string;
}

/** Of a delivery report: each recipient that it calls failed. */
export function failedInReport(message: ReadMessage): Failed[] {
  const failed = (message.delivery?.recipients ?? []).filter((one) => actionOf(one) === 'failed');
  const fallback = failed.length === 1 ? (message.original?.to?.[0] ?? namedAsFailed(message)[0]) : undefined;
  return failed.map(({ originalRecipient, finalRecipient, status, diagnostic }) => {
    const email = [originalRecipient, finalRecipient, fallback].find((one) => one?.includes('@'));
    // Where the server's own words are missing, what the report says to people is all there is; of several recipients it is nobody's.
    const said =
      diagnostic !== undefined && isTelling(diagnostic)
        ? diagnostic
        : `${diagnostic ?? ''}\n${failed.length === 1 ? beforeTheCopy(message.text) : ''}`;
    return failedWith(email, severityOf(status, said), statusOf(status, diagnostic ?? ''));
  });
}

/** What became of a recipient; some servers have words of their own for it. Where none is said, the class of the status stands for it. */
export function actionOf({ action, status }: { action?: string; status?: string }): 'failed' | 'delayed' | 'done' {
  if (action === undefined || action === '') return status?.startsWith('5') ? 'failed' : status?.startsWith('4') ? 'delayed' : 'done';
  if (/^(?:deliver|relay|expand|success)/.test(action)) return 'done';
  return action.startsWith('delay') ? 'delayed' : 'failed';
}

/** Of a message in which a server tells people what failed: the addresses that it names, each with what is said beside it. */
export function failedInProse(message: ReadMessage): Failed[] {
  const text = beforeTheCopy(message.text);
  const named = namedAsFailed(message);
  const places = placesIn(text, message).filter(({ email }) => named.length === 0 || named.includes(email));
  const emails = [...new Set([...named, ...places.map(({ email }) => email)])];
  const known = emails.length > 0 ? emails : (message.original?.to ?? []).slice(0, 1);
  const whole = `${message.subject}\n${text}`;
  if (known.length === 0) return [failedWith(undefined, severityOf(undefined, whole), statusOf(undefined, whole))];
  return known.slice(0, 100).map((email) => {
    const beside = places
      .filter((place) => place.email === email)
      .map(({ said }) => said)
      .join('\n');
    const said = isTelling(beside) ? beside : whole;
    return failedWith(email, severityOf(undefined, said), statusOf(undefined, said));
  });
}

/** What Exim and Gmail say in a header of their own. */
function namedAsFailed(message: ReadMessage): string[] {
  const values = message.headers.filter(({ name }) => name === 'x-failed-recipients').map(({ value }) => value);
  return [...new Set(values.flatMap((value) => value.toLowerCase().match(address) ?? []))];
}

const address = /[^\s<>()"'[\]\\,;:|=]{1,64}@[\p{L}\p{N}.-]{1,190}[\p{L}\p{N}]/gu;

const copyBegins =
  /^[-\t >*_=]{0,80}(?:below this line is a copy|this is a copy of (?:the|your) message|included is a copy|original message (?:follows|headers)|message header follows|returned message|enclosed (?:is|are)|unsent message|transcript of session|original message|message (?:header|text)|start of returned message|original headers|header of the (?:original|returned)|diagnostic information for administrators|return-path:|received:|reporting-mta:|dkim-signature:|mime-version:|from:)/im;

/** What a server says itself, above the copy of the message that came back. */
export function beforeTheCopy(text: string): string {
  const head = text.slice(0, 20_000);
  let from = 0;
  for (let round = 0; round < 20; round += 1) {
    const found = copyBegins.exec(head.slice(from));
    if (!found) return head;
    const at = from + found.index;
    if (isEndOfReport(found[0], head.slice(0, at))) return head.slice(0, at);
    from = at + Math.max(1, found[0].length);
  }
  return head;
}

/** Sendmail and Exchange put what the other server said behind such a line; and some reports begin with the head of what came back. */
function isEndOfReport(line: string, above: string): boolean {
  if (/transcript of session|diagnostic information for administrators/i.test(line) || above.trim() === '') return false;
  return !/(?:return-path|received|from|mime-version|dkim-signature):$/i.test(line) || isTelling(above);
}

const nobodysAddress =
  /^(?:postmaster|mailer-daemon|abuse|support|helpdesk|help|admin|administrator|hostmaster|security|unblock|delisting|delist|whitelist|info-noreply|noreply|no-reply)@/;

function placesIn(text: string, message: ReadMessage): { email: string; said: string }[] {
  const ours = new Set([...message.to, message.from?.email ?? ''].map((email) => email.toLowerCase()));
  const wanted = new Set((message.original?.to ?? []).map((email) => email.toLowerCase()));
  const found = [...text.matchAll(address)]
    .map((match) => ({ email: match[0].toLowerCase().replace(/^mailto:/, ''), at: match.index, end: match.index + match[0].length }))
    .filter(
      ({ email, at }) =>
        !ours.has(email) &&
        !nobodysAddress.test(email) &&
        !/message-id|envelope-from|sender|from:\s?<?$/i.test(text.slice(Math.max(0, at - 16), at)),
    );
  const ofOriginal = found.filter(({ email }) => wanted.has(email));
  const kept = (ofOriginal.length > 0 ? ofOriginal : found).slice(0, 200);
  return kept.map(({ email, at }, index) => {
    const lineBegin = text.lastIndexOf('\n', at) + 1;
    const next = kept.slice(index + 1).find((one) => one.email !== email)?.at ?? text.length;
    return { email, said: text.slice(lineBegin, Math.min(next, at + 3_000)) };
  });
}

function failedWith(email: string | undefined, severity: Severity, status: string | undefined): Failed {
  return { ...(email === undefined ? {} : { email: email.toLowerCase() }), severity, ...(status === undefined ? {} : { status }) };
}
