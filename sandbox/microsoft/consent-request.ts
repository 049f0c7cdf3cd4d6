export const sendScope = 'https://graph.microsoft.com/Mail.Send';
export const readScope = 'https://graph.microsoft.com/Mail.Read';
export const offlineScope = 'offline_access';

/** Scopes that this stand-in knows, in small letters, and how Microsoft's answer lists them; `offline_access` it never lists. */
const scopeNames = new Map([
  ['openid', 'openid'],
  ['email', 'email'],
  ['profile', 'profile'],
  ['offline_access', offlineScope],
  ['mail.read', readScope],
  [readScope.toLowerCase(), readScope],
  ['mail.send', sendScope],
  [sendScope.toLowerCase(), sendScope],
]);

/** A consent request that has passed every check. */
export interface ConsentRequest {
  redirectUri: URL;
  /** As given: `redirect_uri` is compared as a string when the code is exchanged (RFC 6749 section 4.1.3). */
  redirectText: string;
  state: string;
  nonce: string | undefined;
  codeChallenge: string;
  scopes: readonly string[];
  prompts: readonly string[];
}

export class BadConsentRequest extends Error {
  /** The digits behind AADSTS. */
  readonly number: number;
  constructor(number: number, sentence: string) {
    super(sentence);
    this.number = number;
  }
}

export interface Client {
  clientId: string;
  /** Origins, besides loopback, to which a consent may go back. */
  redirectOrigins: readonly string[];
}

/**
 * Checks a consent request (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, "Request an authorization code").
 * Stricter than Microsoft on purpose: `state`, PKCE with S256 and `response_mode=query` are required, and what is wrong is shown here and
 * never sent back, so that it is seen.
 */
export function readConsentRequest(query: URLSearchParams, client: Client): ConsentRequest {
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) throw new BadConsentRequest(90014, `The parameter '${name.slice(0, 40)}' is given more than once.`);
  }
  const required = (name: string): string => {
    const value = query.get(name);
    if (!value) throw new BadConsentRequest(900144, `The request body must contain the following parameter: '${name}'.`);
    return value;
  };
  if (required('client_id') !== client.clientId)
    throw new BadConsentRequest(700016, 'Application with this identifier was not found in the directory.');
  const redirectText = required('redirect_uri');
  const redirectUri = allowedRedirect(redirectText, client.redirectOrigins);
  if (required('response_type') !== 'code') throw new BadConsentRequest(700054, 'Only response_type=code is served here.');
  if (required('response_mode') !== 'query') throw new BadConsentRequest(70007, 'Only response_mode=query is served here.');
  if (required('code_challenge_method') !== 'S256')
    throw new BadConsentRequest(9002313, 'Only the code challenge method S256 is served here.');
  const codeChallenge = required('code_challenge');
  if (!/^[A-Za-z0-9_-]{43}$/.test(codeChallenge)) throw new BadConsentRequest(501491, 'The code challenge is malformed.');
  const prompts = (query.get('prompt') ?? '').split(' ').filter(Boolean);
  if (prompts.length > 1 || prompts.some((prompt) => !['none', 'login', 'consent', 'select_account'].includes(prompt)))
    throw new BadConsentRequest(90023, 'Unsupported prompt value.');
  return {
    redirectUri,
    redirectText,
    state: required('state'),
    nonce: query.get('nonce') ?? undefined,
    codeChallenge,
    scopes: readScopes(required('scope')),
    prompts,
  };
}

function allowedRedirect(text: string, origins: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const web = url && ['http:', 'https:'].includes(url.protocol) && !url.hash && !url.username;
  if (!url || !web || !(loopback || origins.includes(url.origin)))
    throw new BadConsentRequest(50011, 'The redirect URI in the request does not match the redirect URIs configured for the application.');
  return url;
}

function readScopes(text: string): string[] {
  return [...new Set(text.split(' ').filter(Boolean))].map((word) => {
    const scope = scopeNames.get(word.toLowerCase());
    if (!scope) throw new BadConsentRequest(70011, "The provided value for the input parameter 'scope' is not valid.");
    return scope;
  });
}
