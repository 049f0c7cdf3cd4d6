import type { ConsentRequest, LastingConsentRequest } from '../capabilities.ts';
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
export function authorizationUrl(settings: GoogleSettings, request: ConsentRequest): URL {
  return consentUrl(settings, request, { scopes: askedScopes, prompt: 'select_account' });
}

/** "View your email messages and settings": a restricted scope, asked of members alone, and only where they want replies and bounces to be seen. */
export const readScope = 'https://www.googleapis.com/auth/gmail.readonly';

/** Where a member is sent who connects a mailbox to stay. Google gives a refresh token with the first consent alone, unless the screen is asked for again. */
export function lastingAuthorizationUrl(settings: GoogleSettings, request: LastingConsentRequest): URL {
  const scopes = request.mode === 'send_and_read' ? [...askedScopes, readScope] : askedScopes;
  const url = consentUrl(settings, request, { scopes, prompt: request.askAgain ? 'consent' : 'select_account' });
  if (request.address !== undefined) url.searchParams.set('login_hint', request.address);
  return url;
}

function consentUrl(
  { accountsUrl, clientId }: GoogleSettings,
  request: ConsentRequest,
  { scopes, prompt }: { scopes: readonly string[]; prompt: string },
): URL {
  const url = new URL(`${accountsUrl}/o/oauth2/v2/auth`);
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: request.redirectUri,
    response_type: 'code',
    scope: scopes.join(' '),
    state: request.state,
    nonce: request.nonce,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    access_type: 'offline',
    prompt,
  }).toString();
  return url;
}
