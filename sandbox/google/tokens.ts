import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { accessTokenSeconds, type CodeRecord } from './consents.ts';
import { profileOf } from './id-token.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import type { Google } from './state.ts';

/** An error of the token endpoint (RFC 6749 section 5.2), in Google's words. */
class TokenError extends Error {
  readonly code: string;
  readonly status: 400 | 401;
  constructor(code: string, description: string, status: 400 | 401 = 400) {
    super(description);
    this.code = code;
    this.status = status;
  }
}

/** The token and revocation endpoints, the certificates and the profile: Google's oauth2, www and openidconnect hosts. */
export function tokenEndpoints(google: Google): Hono {
  const app = new Hono();

  app.post('/token', async (c) => {
    const form = await readForm(c);
    const client = { id: required(form, 'client_id'), secret: form.get('client_secret') ?? '' };
    if (client.id !== google.clientId) throw new TokenError('invalid_client', 'The OAuth client was not found.', 401);
    if (!sameText(client.secret, google.clientSecret)) throw new TokenError('invalid_client', 'Unauthorized', 401);
    const kind = required(form, 'grant_type');
    if (kind === 'authorization_code') return exchange(c, google, form);
    if (kind === 'refresh_token') return refresh(c, google, form);
    throw new TokenError('unsupported_grant_type', `Invalid grant_type: ${kind.slice(0, 40)}`);
  });

  app.post('/revoke', async (c) => {
    const token = required(await readForm(c), 'token');
    const record = google.consents.accessToken(token) ?? google.consents.refreshToken(token);
    if (!record) throw new TokenError('invalid_token', 'Token expired or revoked');
    const broken = answerInstead(c, await nextFault(google, record.subject, 'revoke'), 'revoke');
    if (broken) return broken;
    google.consents.end(record.subject);
    return c.json({});
  });

  app.get('/oauth2/v3/certs', async (c) => {
    c.header('Cache-Control', 'public, max-age=19800, must-revalidate, no-transform');
    return c.json(await google.idTokens.certificates());
  });

  app.get('/v1/userinfo', (c) => {
    const record = google.consents.accessToken(/^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '');
    const account = record?.scopes.includes('openid') ? google.accounts.bySubject(record.subject) : undefined;
    if (account) return c.json(profileOf(account));
    c.header('WWW-Authenticate', 'Bearer realm="https://accounts.google.com/", error="invalid_token"');
    return c.json({ error: 'invalid_request', error_description: 'Invalid Credentials' }, 401);
  });

  app.onError((error, c) => {
    if (!(error instanceof TokenError)) throw error;
    c.header('Cache-Control', 'no-store');
    return c.json({ error: error.code, error_description: error.message }, error.status);
  });
  return app;
}

async function exchange(c: Context, google: Google, form: URLSearchParams): Promise<Response> {
  const code = required(form, 'code');
  const redirectUri = required(form, 'redirect_uri');
  const record = google.consents.useCode(code);
  const account = record && google.accounts.bySubject(record.subject);
  if (!record || !account) throw new TokenError('invalid_grant', /^4\/0A/.test(code) ? 'Bad Request' : 'Malformed auth code.');
  if (redirectUri !== record.redirectUri) throw new TokenError('redirect_uri_mismatch', 'Bad Request');
  checkVerifier(record, form.get('code_verifier'));
  const fault = await nextFault(google, record.subject, 'token');
  const broken = answerInstead(c, fault, 'token');
  if (broken) return broken;
  const descent = { subject: record.subject, scopes: record.scopes, code };
  const accessToken = google.consents.issueAccessToken(descent);
  const refreshToken = record.givesRefreshToken ? google.consents.issueRefreshToken(descent) : undefined;
  if (fault?.fault === 'drop_after_accept') return dropConnection(c);
  return answer(c, {
    access_token: accessToken,
    expires_in: accessTokenSeconds - 1,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    scope: record.scopes.join(' '),
    token_type: 'Bearer',
    ...(record.scopes.includes('openid')
      ? { id_token: await google.idTokens.sign({ account, clientId: google.clientId, nonce: record.nonce, accessToken }) }
      : {}),
  });
}

async function refresh(c: Context, google: Google, form: URLSearchParams): Promise<Response> {
  const record = google.consents.refreshToken(required(form, 'refresh_token'));
  if (!record) throw new TokenError('invalid_grant', 'Token has been expired or revoked.');
  const fault = await nextFault(google, record.subject, 'token');
  const broken = answerInstead(c, fault, 'token');
  if (broken) return broken;
  const accessToken = google.consents.issueAccessToken(record);
  if (fault?.fault === 'drop_after_accept') return dropConnection(c);
  return answer(c, { access_token: accessToken, expires_in: accessTokenSeconds - 1, scope: record.scopes.join(' '), token_type: 'Bearer' });
}

/** RFC 7636 section 4.6. A code that was asked for without a challenge takes no verifier. */
function checkVerifier(record: CodeRecord, verifier: string | null): void {
  if (record.codeChallenge === undefined) {
    if (verifier !== null) throw new TokenError('invalid_grant', 'code_verifier or verifier is not needed.');
    return;
  }
  if (!verifier) throw new TokenError('invalid_grant', 'Missing code verifier.');
  const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!wellFormed || challenge !== record.codeChallenge) throw new TokenError('invalid_grant', 'Invalid code verifier.');
}

async function readForm(c: Context): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
    throw new TokenError('invalid_request', 'The body must be application/x-www-form-urlencoded.');
  const form = new URLSearchParams(await c.req.text());
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1) throw new TokenError('invalid_request', `Duplicate parameter: ${name.slice(0, 40)}`);
  }
  return form;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new TokenError('invalid_request', `Missing required parameter: ${name}`);
  return value;
}

function answer(c: Context, body: Record<string, unknown>): Response {
  c.header('Cache-Control', 'no-store');
  c.header('Pragma', 'no-cache');
  return c.json(body);
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
