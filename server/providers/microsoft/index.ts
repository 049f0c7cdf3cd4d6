import type { AskConsent, SendMail } from '../capabilities.ts';
import { consentErrorOf } from './consent-error.ts';
import { authorizationUrl } from './authorization-url.ts';
import { sendThroughGraph } from './graph.ts';
import type { MicrosoftSettings } from './settings.ts';
import { createSigningKeys } from './signing-keys.ts';
import { exchangeCode, refreshAccessToken, revokeConsent } from './tokens.ts';

export { createMicrosoftMailboxes } from './mailboxes.ts';
export { createOutlookReading } from './reading.ts';
export { createOutlookWatching } from './watching.ts';

/**
 * Microsoft: a person's consent to send from their Outlook mailbox, and the sending. It asks for nothing but their identity and
 * `Mail.Send`, and for no longer than an hour: nothing can be refreshed, and nothing lasting has to be given back.
 */
export function createMicrosoft(settings: MicrosoftSettings): AskConsent & SendMail {
  const signingKeys = createSigningKeys(settings);
  return {
    authorizationUrl: (request) => authorizationUrl(settings, request),
    exchangeCode: (exchange) => exchangeCode(settings, signingKeys, exchange),
    refusalOf: consentErrorOf,
    refresh: refreshAccessToken,
    revoke: revokeConsent,
    send: (message) => sendThroughGraph(settings, message),
  };
}
