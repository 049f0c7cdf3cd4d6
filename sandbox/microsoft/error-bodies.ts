import { randomUUID } from 'node:crypto';

/** The errors of Graph for mail, as Microsoft documents them or as people have seen them. */
export interface GraphError {
  status: 400 | 401 | 403 | 404 | 410 | 413 | 429 | 500 | 502 | 503 | 504;
  code: string;
  message: string;
}

const inactive = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';

/** By the name under which each can be scripted. */
export const graphErrors = {
  InvalidAuthenticationToken: { status: 401, code: 'InvalidAuthenticationToken', message: 'Access token has expired or is not yet valid.' },
  ErrorAccessDenied: { status: 403, code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' },
  access_policy: {
    status: 403,
    code: 'ErrorAccessDenied',
    message: 'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
  },
  MailboxNotEnabledForRESTAPI: { status: 404, code: 'MailboxNotEnabledForRESTAPI', message: inactive },
  MailboxNotHostedInExchangeOnline: { status: 400, code: 'MailboxNotHostedInExchangeOnline', message: inactive },
  ErrorNonExistentMailbox: { status: 404, code: 'ErrorNonExistentMailbox', message: 'The SMTP address has no mailbox associated with it.' },
  ApplicationThrottled: { status: 429, code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' },
  ErrorMessageSubmissionBlocked: {
    status: 429,
    code: 'ErrorMessageSubmissionBlocked',
    message: 'The message cannot be sent because the account’s sending quota has been exceeded.',
  },
  ErrorAccountSuspend: {
    status: 403,
    code: 'ErrorAccountSuspend',
    message: 'Account suspended. Follow the instructions in your Inbox to verify your account.',
  },
  ErrorQuotaExceeded: { status: 400, code: 'ErrorQuotaExceeded', message: 'Mailbox has exceeded maximum mailbox size.' },
  ErrorExceededMessageLimit: { status: 403, code: 'ErrorExceededMessageLimit', message: 'The message limit has been exceeded.' },
  ErrorInvalidRecipients: { status: 400, code: 'ErrorInvalidRecipients', message: 'At least one recipient is not valid.' },
  ErrorSendAsDenied: {
    status: 403,
    code: 'ErrorSendAsDenied',
    message:
      'The user account which was used to submit this request does not have the right to send mail on behalf of the sending account.',
  },
  ErrorMimeContentInvalid: { status: 400, code: 'ErrorMimeContentInvalid', message: 'The MIME content is invalid.' },
  ErrorMimeContentInvalidBase64String: {
    status: 400,
    code: 'ErrorMimeContentInvalidBase64String',
    message: 'Invalid base64 string for MIME content.',
  },
  ErrorMessageSizeExceeded: { status: 400, code: 'ErrorMessageSizeExceeded', message: 'The message exceeds the maximum supported size.' },
  ErrorItemNotFound: { status: 404, code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' },
  SyncStateNotFound: {
    status: 410,
    code: 'SyncStateNotFound',
    message: 'The sync state generation is not found; generation=149;[highest=157][157][155][156].',
  },
  resyncRequired: { status: 410, code: 'resyncRequired', message: 'The change tracking information is expired. Start again.' },
  RequestEntityTooLarge: { status: 413, code: 'RequestEntityTooLarge', message: 'The request is larger than what is allowed here.' },
} as const satisfies Record<string, GraphError>;

/** The body in which Graph reports an error (learn.microsoft.com/graph/errors). */
export function graphErrorBody({ code, message }: GraphError, now: Date) {
  const innerError = { date: now.toISOString().slice(0, 19), 'request-id': randomUUID(), 'client-request-id': randomUUID() };
  return { error: { code, message, innerError } };
}

interface SignInError {
  /** The digits behind AADSTS. */
  number: number;
  sentence: string;
}

/** How Microsoft writes down an error of the sign-in: number, sentence, and what its support needs to find it. */
export function described({ number, sentence }: SignInError, now: Date): string {
  const time = now.toISOString().slice(0, 19).replace('T', ' ');
  return `AADSTS${number}: ${sentence} Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: ${time}Z`;
}

/** The body in which the token endpoint reports an error (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
export function tokenErrorBody(error: string, details: SignInError, now: Date) {
  return {
    error,
    error_description: described(details, now),
    error_codes: [details.number],
    timestamp: `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`,
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    error_uri: `https://login.microsoftonline.com/error?code=${details.number}`,
  };
}
