import { AddressRefused } from '../../platform/address-guard.ts';
import { isOfCertificate } from '../certificate-error.ts';
import { ProviderFailure, type FailureCode, type Verdict } from '../failure.ts';

type Meaning = readonly [verdict: Verdict, code: FailureCode, sentence: string, seconds?: number];

const wrongPassword: Meaning = [
  'reconnect',
  'consent_revoked',
  'The mail server does not let this mailbox be read with this name and password. Enter them again.',
];
const notAllowed: Meaning = [
  'reconnect',
  'consent_missing_scope',
  'The mail server does not let this mailbox be read. Ask whoever runs it.',
];
const busy: Meaning = [
  'retry_later',
  'provider_down',
  'The mail server cannot show this mailbox at the moment. It will be tried again.',
  60,
];
const enough: Meaning = [
  'retry_later',
  'user_quota',
  'This mailbox is read from too many places at once, or too often. It will be tried again.',
  300,
];
const away: Meaning = ['retry_later', 'unreachable', 'The mail server for reading could not be reached. It will be tried again.', 60];
const unreadable: Meaning = [
  'retry_later',
  'answer_unreadable',
  'The mail server for reading answered in a way that cannot be understood. It will be tried again.',
  900,
];
const badCertificate: Meaning = [
  'retry_later',
  'unreachable',
  'The certificate of the mail server for reading is not good for its name, so nothing was said to it. Check the name of the server.',
  3600,
];
const withoutEncryption: Meaning = [
  'reconnect',
  'unreachable',
  'The mail server for reading offers no encryption here, so the password was not said to it. Use another port or server.',
];
const withoutSignIn: Meaning = [
  'reconnect',
  'unreachable',
  'The mail server for reading offers no sign-in with name and password here. Use another port or server.',
];
const closed: Meaning = [
  'reconnect',
  'unreachable',
  'This copy may not speak to the mail server for reading. Check its name, or ask the operator.',
];

/** What a server says in brackets when it refuses (RFC 9051 section 7.1, RFC 5530). */
const byResponseCode: Readonly<Record<string, Meaning>> = {
  AUTHENTICATIONFAILED: wrongPassword,
  EXPIRED: wrongPassword,
  AUTHORIZATIONFAILED: notAllowed,
  NOPERM: notAllowed,
  PRIVACYREQUIRED: withoutEncryption,
  UNAVAILABLE: busy,
  INUSE: busy,
  SERVERBUG: busy,
  CONTACTADMIN: busy,
  LIMIT: enough,
  OVERQUOTA: enough,
};

/** What the library says of answers that are no IMAP, or beyond every measure. */
const notImap =
  /^(?:ParserError|LineTooLarge|LiteralTooLarge|ResponseTooLarge|TooMany|MAX_IMAP|UnexpectedTag|MissingTag|InvalidResponse|STARTTLS_)/;

/** A command was not done in its time. */
export class TookTooLong extends Error {}

/** The part of an error of the library that decides; what a server wrote is never looked at, nor passed on. */
interface ImapError {
  code?: unknown;
  authenticationFailed?: unknown;
  serverResponseCode?: unknown;
  responseStatus?: unknown;
  response?: unknown;
  tlsFailed?: unknown;
  throttleReset?: unknown;
}

/** What a failure means. Reading changes nothing, so nothing ever stays uncertain. A mistake of our own is no failure of a server and is thrown as it is. */
export function imapFailure(error: unknown): Error {
  if (error instanceof ProviderFailure || error instanceof TypeError || error instanceof RangeError) return error;
  if (error instanceof AddressRefused) return new ProviderFailure(...closed);
  return meaningOf(error as ImapError);
}

function meaningOf({
  code,
  authenticationFailed,
  serverResponseCode,
  responseStatus,
  response,
  tlsFailed,
  throttleReset,
}: ImapError): Error {
  const failure = (meaning: Meaning) => new ProviderFailure(...meaning);
  if (code === 'ETHROTTLE') {
    const seconds = typeof throttleReset === 'number' ? Math.ceil(throttleReset / 1000) : 300;
    return new ProviderFailure(enough[0], enough[1], enough[2], Math.min(Math.max(seconds, 60), 3600));
  }
  if (isOfCertificate({ code })) return failure(badCertificate);
  const named = typeof serverResponseCode === 'string' ? serverResponseCode.toUpperCase() : '';
  if (Object.hasOwn(byResponseCode, named)) return failure(byResponseCode[named] ?? busy);
  // Without an answer it was the library that found no way to sign in.
  if (authenticationFailed === true) return failure(response === undefined ? withoutSignIn : wrongPassword);
  if (typeof code === 'string' && notImap.test(code)) return failure(unreadable);
  if (tlsFailed === true) return failure(code === undefined ? withoutEncryption : away);
  return failure(responseStatus === 'NO' || responseStatus === 'BAD' ? busy : away);
}
