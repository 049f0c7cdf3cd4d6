/**
 * The errors of Gmail, word for word where Google documents them
 * (developers.google.com/workspace/gmail/api/guides/handle-errors), else as people have seen them.
 */
interface GmailError {
  status: 400 | 401 | 403 | 404 | 413 | 429 | 500 | 502 | 503 | 504;
  reason: string;
  message: string;
  /** The name of the status in google.rpc.Code. */
  rpc: string;
  domain?: 'usageLimits';
}

const invalidCredentials =
  'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.' +
  ' See https://developers.google.com/identity/sign-in/web/devconsole-project.';

export const gmailErrors = {
  badRequest: { status: 400, reason: 'badRequest', message: 'Bad Request', rpc: 'INVALID_ARGUMENT' },
  invalidArgument: { status: 400, reason: 'invalidArgument', message: 'Recipient address required', rpc: 'INVALID_ARGUMENT' },
  failedPrecondition: { status: 400, reason: 'failedPrecondition', message: 'Mail service not enabled', rpc: 'FAILED_PRECONDITION' },
  authError: { status: 401, reason: 'authError', message: invalidCredentials, rpc: 'UNAUTHENTICATED' },
  insufficientPermissions: {
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
    rpc: 'PERMISSION_DENIED',
  },
  notFound: { status: 404, reason: 'notFound', message: 'Requested entity was not found.', rpc: 'NOT_FOUND' },
  domainPolicy: {
    status: 403,
    reason: 'domainPolicy',
    message: 'The domain administrators have disabled Gmail apps.',
    rpc: 'PERMISSION_DENIED',
  },
  dailyLimitExceeded: {
    status: 403,
    reason: 'dailyLimitExceeded',
    message: 'Daily Limit Exceeded',
    rpc: 'PERMISSION_DENIED',
    domain: 'usageLimits',
  },
  rateLimitExceeded: {
    status: 403,
    reason: 'rateLimitExceeded',
    message: 'Rate Limit Exceeded',
    rpc: 'PERMISSION_DENIED',
    domain: 'usageLimits',
  },
  userRateLimitExceeded: {
    status: 403,
    reason: 'userRateLimitExceeded',
    message: 'User Rate Limit Exceeded',
    rpc: 'PERMISSION_DENIED',
    domain: 'usageLimits',
  },
  tooManyRequests: {
    status: 429,
    reason: 'rateLimitExceeded',
    message: 'Too many concurrent requests for user',
    rpc: 'RESOURCE_EXHAUSTED',
    domain: 'usageLimits',
  },
  backendError: { status: 503, reason: 'backendError', message: 'Backend Error', rpc: 'UNAVAILABLE' },
} as const satisfies Record<string, GmailError>;

/** The body in which Gmail reports an error. */
export function gmailErrorBody(error: GmailError) {
  const missingScope = error.reason === 'insufficientPermissions';
  return {
    error: {
      code: error.status,
      message: error.message,
      errors: [
        {
          message: error.reason === 'authError' ? 'Invalid Credentials' : missingScope ? 'Insufficient Permission' : error.message,
          domain: error.domain ?? 'global',
          reason: error.reason,
          ...(error.reason === 'authError' ? { location: 'Authorization', locationType: 'header' } : {}),
        },
      ],
      status: error.rpc,
      ...(missingScope ? { details: [scopeDetail] } : {}),
    },
  };
}

const scopeDetail = {
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  domain: 'googleapis.com',
  metadata: { service: 'gmail.googleapis.com', method: 'caribou.api.proto.MailboxService.SendMessage' },
};

/** A refusal of one message that Gmail calls an invalid argument. */
export function invalidMessage(message: string): GmailError {
  return { status: 400, reason: 'invalidArgument', message, rpc: 'INVALID_ARGUMENT' };
}

export type { GmailError };
