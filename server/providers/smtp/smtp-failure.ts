import { NoSuchAddress, ProviderFailure, type FailureCode, type Verdict } from '../failure.ts';
import type { LineLost, Reply } from './line.ts';

/** How far a message had come at a mail server. */
export type Stage = 'connect' | 'sign_in' | 'sender' | 'recipient' | 'data' | 'handed_over';

type Meaning = readonly [verdict: Verdict, code: FailureCode, sentence: string, seconds?: number];

const wrongPassword: Meaning = [
  'reconnect',
  'consent_revoked',
  'The mail server does not take the name and password of this mailbox any more. Enter them again.',
];
const badAddress: Meaning = [
  'never',
  'address_refused',
  'The mail server does not accept the address of this recipient. Nothing was sent.',
];
const notTheirs: Meaning = [
  'never',
  'message_refused',
  'The mail server does not let this mailbox send under its address. Nothing was sent.',
];
const badMessage: Meaning = ['never', 'message_refused', 'The mail server did not accept this message. Nothing was sent.'];
const tooLarge: Meaning = ['never', 'message_refused', 'The message is too large for the mail server. Nothing was sent.'];
const dailyLimit: Meaning = ['retry_later', 'daily_quota', 'This mailbox has sent all that its mail server lets it send in a day.', 3600];
const enough: Meaning = [
  'retry_later',
  'user_quota',
  'The mail server takes no more from this mailbox for now. It will be tried again.',
  900,
];
const notYet: Meaning = ['retry_later', 'address_refused', 'The mail server wants to be asked again later for this recipient.', 300];
const busy: Meaning = ['retry_later', 'provider_down', 'The mail server cannot take messages at the moment. It will be tried again.', 60];
const away: Meaning = ['retry_later', 'unreachable', 'The mail server could not be reached. It will be tried again.', 60];
const lostAfter: Meaning = [
  'uncertain',
  'answer_lost',
  'The mail server did not say whether it took the message. Look into the Sent folder to see whether it left.',
];
const badCertificate: Meaning = [
  'retry_later',
  'unreachable',
  'The certificate of the mail server is not good for its name, so nothing was said to it. Check the name of the server.',
  3600,
];

/**
 * What a refusal means (RFC 5321 section 4.2.1: 4yz passes, 5yz stays; RFC 3463 for the numbers with dots). An answer always says that nothing was taken,
 * also after the final dot (section 6.1).
 */
export function smtpRefusal(stage: Stage, { code, lines }: Reply): ProviderFailure {
  const enhanced = enhancedOf(lines);
  const meaning = meaningOf(stage, code, enhanced);
  return meaning === badAddress && nobodyThere.test(enhanced) ? new NoSuchAddress(...meaning) : new ProviderFailure(...meaning);
}

/** What it means that no answer came: only after the final dot may the message have been taken (RFC 5321 section 4.5.3.2.6). */
export function smtpLoss(stage: Stage, { reason }: Pick<LineLost, 'reason'>): ProviderFailure {
  if (stage === 'handed_over') return new ProviderFailure(...lostAfter);
  return new ProviderFailure(...(reason === 'certificate' ? badCertificate : away));
}

/** The server offers no encryption, and a password is not said without. */
export const withoutEncryption = () =>
  new ProviderFailure(
    'reconnect',
    'unreachable',
    'The mail server offers no encryption here, so the password was not said to it. Use another port or server.',
  );

/** The server offers no way to sign in that is spoken here. */
export const withoutSignIn = () =>
  new ProviderFailure(
    'reconnect',
    'unreachable',
    'The mail server offers no sign-in with name and password here. Use another port or server.',
  );

/** The address guard does not open this server. */
export const closedServer = () =>
  new ProviderFailure('reconnect', 'unreachable', 'This copy may not speak to this mail server. Check its name, or ask the operator.');

/** What cannot be said to a mail server at all, such as a line break in an address. */
export const unsayable = () => new ProviderFailure(...badAddress);

/** The message needs something that this server does not offer. */
export const beyondServer = () => new ProviderFailure(...badMessage);
export const beyondSize = () => new ProviderFailure(...tooLarge);

/** The address of the recipient is at fault, and not that of the sender, which has numbers of the same family. */
const nobodyThere = /^5\.1\.(?:1|2|3|4|6|9|10)$/;

/** The number with dots of an answer, such as 5.4.5. */
const enhancedOf = (lines: readonly string[]): string => /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(lines[0] ?? '')?.[1] ?? '';

function meaningOf(stage: Stage, code: number, enhanced: string): Meaning {
  // The limit of a day comes as a refusal for good (Gmail and Outlook by SMTP: 550 5.4.5, 554 5.2.0, 452 4.2.2 among others).
  if (enhanced === '5.4.5' || enhanced === '4.4.5') return dailyLimit;
  if (code === 530 || code === 534 || code === 535 || code === 538) return wrongPassword;
  if (stage === 'sign_in' && code >= 500) return wrongPassword;
  if (code === 421) return busy;
  if (code < 500) {
    if (code === 452 || enhanced === '4.7.28' || enhanced === '4.5.3') return enough;
    return stage === 'recipient' ? notYet : busy;
  }
  if (stage === 'connect') return away;
  if (code === 552 || enhanced === '5.3.4') return enhanced === '5.2.2' ? badAddress : tooLarge;
  if (stage === 'sender') return notTheirs;
  // Policy speaks of the message or of who sends it, not of the address (RFC 3463 section 3.8).
  if (stage === 'recipient') return enhanced.startsWith('5.7.') ? badMessage : badAddress;
  // After the final dot the address is judged as well by servers that look late (550 5.1.1).
  return code === 550 && (enhanced === '' || enhanced.startsWith('5.1.')) ? badAddress : badMessage;
}
