import type { AskConsent, SendMail } from '../capabilities.ts';
import { authorizationUrl } from './authorization-url.ts';
import { createCertificates } from './certificates.ts';
import { sendThroughGmail } from './gmail.ts';
import type { GoogleSettings } from './settings.ts';
import { exchangeCode, refreshAccessToken, revokeConsent } from './tokens.ts';

export { askedScopes } from './authorization-url.ts';
export { createGoogleMailboxes } from './mailboxes.ts';
export { createGmailReading } from './reading.ts';
export { createGmailWatching } from './watching.ts';

/** Google: a person's consent to send from their mailbox, and the sending. It asks for nothing but their identity and `gmail.send`. */
export function createGoogle(settings: GoogleSettings): AskConsent & SendMail {
  const certificates = createCertificates(settings);
  return {
    authorizationUrl: (request) => authorizationUrl(settings, request),
    exchangeCode: (exchange) => exchangeCode(settings, certificates, exchange),
    // `admin_policy_enforced` and, under Advanced Protection, `policy_enforced`.
    refusalOf: (error) => (error.includes('policy_enforced') ? 'admin_blocked' : 'consent_cancelled'),
    refresh: (refreshToken) => refreshAccessToken(settings, refreshToken),
    revoke: (token) => revokeConsent(settings, token),
    send: (message) => sendThroughGmail(settings, message),
  };
}
