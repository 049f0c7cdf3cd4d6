import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import { ProviderFailure, type FailureCode, type Verdict } from '../failure.ts';
import { readJson } from '../call.ts';
import { retryAfterSeconds } from '../retry-after.ts';

type Meaning = readonly [verdict: Verdict, code: FailureCode, sentence: string];

const signedOut: Meaning = [
  'reconnect',
  'consent_revoked',
  'The permission at Microsoft has ended: it lasts about an hour, and a new password ends it too. Connect again.',
];
const notAllowed: Meaning = [
  'reconnect',
  'consent_missing_scope',
  'Microsoft was not allowed to send for you. Connect again and accept that this service may send mail.',
];
const noMailbox: Meaning = [
  'never',
  'no_mailbox',
  'This Microsoft account has no Outlook mailbox. Use another account, or send from your own mail program.',
];
const byAdministrators: Meaning = [
  'never',
  'admin_blocked',
  'The administrators of your organisation do not allow apps to send from this mailbox. Use another account, or ask them.',
];
const badAddress: Meaning = ['never', 'address_refused', 'Outlook does not accept the address of this recipient. Nothing was sent.'];
const notTheirs: Meaning = [
  'never',
  'address_refused',
  'Outlook does not let this account send from the address that it names. Use another account. Nothing was sent.',
];
const badMessage: Meaning = ['never', 'message_refused', 'Outlook did not accept this message. Nothing was sent.'];
const tooLarge: Meaning = ['never', 'message_refused', 'The message is too large for Outlook. Nothing was sent.'];
const userQuota: Meaning = [
  'retry_later',
  'user_quota',
  'Outlook lets one mailbox send only so much in a while, and yours has reached that. Try again later.',
];
const notYetTrusted: Meaning = [
  'retry_later',
  'user_quota',
  'Outlook first wants to see that it is really you. Follow the message in your Outlook inbox, then try again.',
];
const full: Meaning = ['retry_later', 'user_quota', 'Your Outlook mailbox is full. Make room in it, then try again. Nothing was sent.'];
const dailyQuota: Meaning = ['retry_later', 'daily_quota', 'Your Outlook mailbox has sent all that it may in one day. Try again tomorrow.'];
const fault: Meaning = [
  'uncertain',
  'provider_down',
  'Outlook had a fault and did not say whether it sent the message. Look into your Sent Items.',
];
const unreadable: Meaning = [
  'uncertain',
  'answer_unreadable',
  'What came back did not come from Outlook. Look into your Sent Items to see whether the message left.',
];

/**
 * By Graph's code, in small letters: for mail it passes on those of Exchange (learn.microsoft.com/graph/errors and
 * learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode).
 */
const byCode = new Map<string, Meaning>(
  Object.entries({
    invalidauthenticationtoken: signedOut,
    erroraccessdenied: notAllowed,
    accessdenied: notAllowed,
    authorization_requestdenied: notAllowed,
    erroraccessrestricted: byAdministrators,
    mailboxnotenabledforrestapi: noMailbox,
    mailboxnotsupportedforrestapi: noMailbox,
    mailboxnothostedinexchangeonline: noMailbox,
    errornonexistentmailbox: noMailbox,
    errormissingemailaddress: noMailbox,
    errorinvaliduser: noMailbox,
    organizationfromtenantguidnotfound: noMailbox,
    applicationthrottled: userQuota,
    toomanyrequests: userQuota,
    mailboxconcurrency: userQuota,
    errormessagesubmissionblocked: userQuota,
    erroraccountsuspend: notYetTrusted,
    erroraccountsuspendshowtierupgrade: notYetTrusted,
    errorquotaexceeded: full,
    errorexceededmessagelimit: dailyQuota,
    errorsubmissionquotaexceeded: dailyQuota,
    errorrecipientlimitexceeded: dailyQuota,
    errorinvalidrecipients: badAddress,
    errorsendasdenied: notTheirs,
    errormessagesizeexceeded: tooLarge,
    requestentitytoolarge: tooLarge,
  }),
);

const graphError = z.object({ error: z.object({ code: z.string().max(200), message: z.string().catch('') }) });

/** What an answer of Graph that is not a success means for the message and for the person. Graph's own words are never passed on. */
export function graphFailure(answer: OutboundAnswer, now: Date): ProviderFailure {
  const parsed = graphError.safeParse(readJson(answer.text));
  const [verdict, code, sentence] = meaningOf(answer.status, parsed.success ? parsed.data.error : undefined);
  return new ProviderFailure(verdict, code, sentence, verdict === 'retry_later' ? retryAfterSeconds(answer, now) : undefined);
}

function meaningOf(status: number, error: { code: string; message: string } | undefined): Meaning {
  // 504 has been seen for messages that did leave (learn.microsoft.com/answers/questions/2286986); only a 4xx says that one did not.
  if (status >= 500) return fault;
  if (status === 413) return tooLarge;
  // An account without Exchange is told so under 401 as well (OrganizationFromTenantGuidNotFound).
  const known = error && byCode.get(error.code.toLowerCase());
  if (status === 401) return known?.[1] === 'no_mailbox' ? known : signedOut;
  if (status === 429) return known?.[0] === 'retry_later' ? known : userQuota;
  if (status < 400 || status === 408 || status === 409 || !error) return unreadable;
  // One code stands for a missing permission and for a rule of the organisation; only the text tells them apart.
  if (known === notAllowed && /polic|administrator|tenant|organi[sz]ation/i.test(error.message)) return byAdministrators;
  return known ?? badMessage;
}
