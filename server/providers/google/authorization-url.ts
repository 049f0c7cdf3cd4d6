import type { ConsentRequest } from '../capabilities.ts';
import type { GoogleSettings } from './settings.ts';

/** "Send messages only. No read or modify": a sensitive scope, not a restricted one (developers.google.com/gmail/api/auth/scopes). */
export const sendScope = 'https://www.googleapis.com/auth/gmail.send';

/** Everything that a person is asked for: who they are, from signing in, and the permission to send. Nothing of the mailbox is read. */
export const askedScopes = ['openid', 'email', 'profile', sendScope] as const;

/**
 * Where a person is sent to consent (RFC 6749 section 4.1.1 with PKCE, RFC 7636).
 * `access_type=offline` asks for a refresh token, so that an hour may pass between consent and confirmation; `include_granted_scopes`
 * stays away, so that this consent never carries what the person allowed elsewhere.
 */
export function authorizationUrl({ accountsUrl, clientId }: GoogleSettings, request: ConsentRequest): URL {
  const url = new URL(`${accountsUrl}/o/oauth2/v2/auth`);
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    scope: askedScopes.join(' '),
    state: request.state,
    nonce: request.nonce,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    access_type: 'offline',
    prompt: 'select_account',
  }).toString();
  return url;
}
