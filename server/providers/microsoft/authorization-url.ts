import type { ConsentRequest, LastingConsentRequest } from '../capabilities.ts';
import type { MicrosoftSettings } from './settings.ts';

/**
 * "Send mail as a user" (learn.microsoft.com/graph/permissions-reference, Mail.Send, delegated), and who it is. `offline_access` stays
 * away: without it Microsoft gives an access token of about an hour and nothing that lasts longer
 * (learn.microsoft.com/entra/identity-platform/scopes-oidc, "The offline_access scope").
 */
const askedScopes = 'openid email profile https://graph.microsoft.com/Mail.Send';

/**
 * Whether what was agreed to lets the product send. The answer lists scopes in short or as URLs and in any case: a personal account and
 * a work account write them differently. `Mail.Send.Shared` is another permission.
 */
export function maySendBy(scope: string): boolean {
  return scope.split(/\s+/).some((word) => /^(?:https:\/\/graph\.microsoft\.com\/)?mail\.send$/i.test(word));
}

/** Whether it lets the product read, likewise. */
export function mayReadBy(scope: string): boolean {
  return scope.split(/\s+/).some((word) => /^(?:https:\/\/graph\.microsoft\.com\/)?mail\.read$/i.test(word));
}

/**
 * Where a person is sent to consent (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, "Request an authorization
 * code"; RFC 7636 for PKCE). `common` lets in personal accounts and those of work and school alike; the person picks which
 * (`prompt=select_account`), because a browser is often signed in to the one of an employer.
 */
export function authorizationUrl(settings: MicrosoftSettings, request: ConsentRequest): URL {
  return consentUrl(settings, request, { scope: askedScopes, prompt: 'select_account' });
}

/**
 * Where a member is sent who connects a mailbox to stay: `offline_access` brings a refresh token, and Mail.Read is asked for only where they want replies
 * and bounces to be seen.
 */
export function lastingAuthorizationUrl(settings: MicrosoftSettings, request: LastingConsentRequest): URL {
  const reading = request.mode === 'send_and_read' ? ' https://graph.microsoft.com/Mail.Read' : '';
  const url = consentUrl(settings, request, {
    scope: `${askedScopes} offline_access${reading}`,
    prompt: request.askAgain ? 'consent' : 'select_account',
  });
  if (request.address !== undefined) url.searchParams.set('login_hint', request.address);
  return url;
}

function consentUrl(
  { loginUrl, clientId }: MicrosoftSettings,
  request: ConsentRequest,
  { scope, prompt }: { scope: string; prompt: string },
): URL {
  const url = new URL(`${loginUrl}/common/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: request.redirectUri,
    response_mode: 'query',
    scope,
    state: request.state,
    nonce: request.nonce,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    prompt,
  }).toString();
  return url;
}
