/** Scopes that this stand-in knows, by every name that Google accepts, and the name under which Google's answer lists them. */
const scopeNames: Record<string, string> = {
  openid: 'openid',
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
  'https://www.googleapis.com/auth/userinfo.email': 'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile': 'https://www.googleapis.com/auth/userinfo.profile',
  'https://www.googleapis.com/auth/gmail.send': 'https://www.googleapis.com/auth/gmail.send',
  'https://www.googleapis.com/auth/gmail.readonly': 'https://www.googleapis.com/auth/gmail.readonly',
};
export const sendScope = 'https://www.googleapis.com/auth/gmail.send';
export const readScope = 'https://www.googleapis.com/auth/gmail.readonly';
const isPermission = (scope: string) => scope === sendScope || scope === readScope;

/** A consent request that has passed every check. */
export interface ConsentRequest {
  redirectUri: URL;
  /** As given: `redirect_uri` is compared as a string when the code is exchanged (RFC 6749 section 4.1.3). */
  redirectText: string;
  state: string;
  nonce: string | undefined;
  codeChallenge: string | undefined;
  /** Scopes that come with signing in, and those that a person ticks one by one. */
  signIn: readonly string[];
  permissions: readonly string[];
  offline: boolean;
  prompts: readonly string[];
  loginHint: string | undefined;
}

export class BadConsentRequest extends Error {
  readonly code: string;
  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

export interface Client {
  clientId: string;
  /** Origins, besides loopback, to which a consent may go back. */
  redirectOrigins: readonly string[];
}

/**
 * Checks a consent request (RFC 6749 section 4.1.1, RFC 7636 section 4.3, RFC 8252 section 7.3 for loopback).
 * Stricter than Google on purpose: `state` is required, so that a forgotten one is seen here.
 * @throws BadConsentRequest which Google shows on a page of its own and never sends back to the client
 */
export function readConsentRequest(query: URLSearchParams, client: Client): ConsentRequest {
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) throw new BadConsentRequest('invalid_request', `The parameter ${name} is given more than once.`);
  }
  const required = (name: string): string => {
    const value = query.get(name);
    if (!value) throw new BadConsentRequest('invalid_request', `Missing required parameter: ${name}`);
    return value;
  };
  if (required('client_id') !== client.clientId) throw new BadConsentRequest('invalid_client', 'The OAuth client was not found.');
  const redirectText = required('redirect_uri');
  const redirectUri = allowedRedirect(redirectText, client.redirectOrigins);
  if (required('response_type') !== 'code')
    throw new BadConsentRequest('unsupported_response_type', 'Only response_type=code is served here.');
  const scopes = readScopes(required('scope'));
  const prompts = (query.get('prompt') ?? '').split(' ').filter(Boolean);
  if (prompts.some((prompt) => !['none', 'consent', 'select_account'].includes(prompt)) || (prompts.includes('none') && prompts.length > 1))
    throw new BadConsentRequest('invalid_request', 'Invalid parameter value for prompt.');
  const accessType = query.get('access_type') ?? 'online';
  if (!['online', 'offline'].includes(accessType))
    throw new BadConsentRequest('invalid_request', 'Invalid parameter value for access_type.');
  return {
    redirectUri,
    redirectText,
    state: required('state'),
    nonce: query.get('nonce') ?? undefined,
    codeChallenge: readChallenge(query),
    signIn: scopes.filter((scope) => !isPermission(scope)),
    permissions: scopes.filter(isPermission),
    offline: accessType === 'offline',
    prompts,
    loginHint: query.get('login_hint') ?? undefined,
  };
}

function allowedRedirect(text: string, origins: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const web = url && ['http:', 'https:'].includes(url.protocol) && !url.hash && !url.username;
  if (!url || !web || !(loopback || origins.includes(url.origin)))
    throw new BadConsentRequest('redirect_uri_mismatch', 'This redirect URI is not registered for the client.');
  return url;
}

function readScopes(text: string): string[] {
  const scopes = new Set<string>();
  for (const word of text.split(' ').filter(Boolean)) {
    const scope = scopeNames[word];
    if (!scope) throw new BadConsentRequest('invalid_scope', 'Some requested scopes were invalid.');
    scopes.add(scope);
  }
  return [...scopes];
}

function readChallenge(query: URLSearchParams): string | undefined {
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (challenge === null && method === null) return undefined;
  if (method !== 'S256') throw new BadConsentRequest('invalid_request', 'Only the code challenge method S256 is served here.');
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge ?? '')) throw new BadConsentRequest('invalid_request', 'The code challenge is malformed.');
  return challenge ?? undefined;
}
