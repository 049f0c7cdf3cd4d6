import type { AskLastingConsent, HandOver } from '../capabilities.ts';
import { lastingAuthorizationUrl } from './authorization-url.ts';
import { consentErrorOf } from './consent-error.ts';
import { sendThroughGraph } from './graph.ts';
import type { MicrosoftSettings } from './settings.ts';
import { createSigningKeys } from './signing-keys.ts';
import { exchangeCode, renewAccessToken, revokeConsent } from './tokens.ts';

/**
 * Outlook mailboxes of a team: a member's lasting consent, and the sending, in the MIME form, which alone keeps fields such as List-Unsubscribe. Graph says
 * nothing of a message that it took, so threads are kept by References alone.
 */
export function createMicrosoftMailboxes(settings: MicrosoftSettings): AskLastingConsent & HandOver {
  const signingKeys = createSigningKeys(settings);
  return {
    authorizationUrl: (request) => lastingAuthorizationUrl(settings, request),
    exchangeCode: (exchange) => exchangeCode(settings, signingKeys, { ...exchange, lasting: true }),
    refusalOf: consentErrorOf,
    refresh: (refreshToken) => renewAccessToken(settings, refreshToken),
    revoke: revokeConsent,
    async handOver(mailbox, { raw }) {
      if (mailbox.provider !== 'outlook') throw new TypeError('Only Outlook mailboxes are reached through Microsoft.');
      return sendThroughGraph(settings, { accessToken: mailbox.accessToken, raw });
    },
    // Graph is spoken to by single calls: there is nothing to end.
    release: () => Promise.resolve(),
  };
}
