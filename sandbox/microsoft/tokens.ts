import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { offlineScope } from './consent-request.ts';
import { accessTokenSeconds, type CodeRecord } from './consents.ts';
import { tokenErrorBody } from './error-bodies.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import type { Microsoft } from './state.ts';

/** An error of the token endpoint (RFC 6749 section 5.2), with Microsoft's number for it. */
class TokenError extends Error {
  readonly code: string;
  readonly number: number;
  readonly status: 400 | 401 | 429;
  constructor(code: string, number: number, sentence: string, status: 400 | 401 | 429 = 400) {
    super(sentence);
    this.code = code;
    this.number = number;
    this.status = status;
  }
}

const refusedCodes = {
  unknown: new TokenError('invalid_grant', 70000, 'The provided value for the code parameter is not valid.'),
  used: new TokenError('invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.'),
  expired: new TokenError('invalid_grant', 70008, 'The provided authorization code or refresh token has expired due to inactivity.'),
};

/** The token endpoint and the keys. There is no endpoint to revoke anything, as there is none at Microsoft. */
export function tokenEndpoints(microsoft: Microsoft): Hono {
  const app = new Hono();

  app.post('/common/oauth2/v2.0/token', async (c) => {
    const form = await readForm(c);
    if (required(form, 'client_id') !== microsoft.clientId)
      throw new TokenError('unauthorized_client', 700016, 'Application with this identifier was not found in the directory.');
    if (!sameText(form.get('client_secret') ?? '', microsoft.clientSecret))
      throw new TokenError('invalid_client', 7000215, 'Invalid client secret provided.', 401);
    const kind = required(form, 'grant_type');
    if (kind === 'authorization_code') return exchange(c, microsoft, form);
    if (kind === 'refresh_token') return refresh(c, microsoft, form);
    throw new TokenError('unsupported_grant_type', 70003, 'Only authorization_code and refresh_token are served here.');
  });

  app.get('/common/discovery/v2.0/keys', async (c) => {
    c.header('Cache-Control', 'max-age=86400, private');
    return c.json(await microsoft.idTokens.published());
  });

  app.onError((error, c) => {
    if (!(error instanceof TokenError)) throw error;
    c.header('Cache-Control', 'no-store, no-cache');
    return c.json(tokenErrorBody(error.code, { number: error.number, sentence: error.message }, microsoft.clock.now()), error.status);
  });
  return app;
}

async function exchange(c: Context, microsoft: Microsoft, form: URLSearchParams): Promise<Response> {
  const record = microsoft.consents.useCode(required(form, 'code'));
  if (typeof record === 'string') throw refusedCodes[record];
  const account = microsoft.accounts.bySubject(record.subject);
  if (!account) throw refusedCodes.unknown;
  if (required(form, 'redirect_uri') !== record.redirectUri)
    throw new TokenError('invalid_grant', 500112, 'The reply address does not match the reply address provided when requesting the code.');
  checkVerifier(record, required(form, 'code_verifier'));
  const fault = await nextFault(microsoft, record.subject, 'token');
  const broken = answerInstead(c, microsoft, fault, 'token');
  if (broken) return broken;
  if (fault?.fault === 'conditional_access')
    throw new TokenError('interaction_required', 53003, 'Access has been blocked by Conditional Access policies.');
  if (fault?.fault === 'sign_in_throttled') {
    if (fault.seconds !== undefined) c.header('Retry-After', String(fault.seconds));
    throw new TokenError('invalid_request', 90055, 'There are too many incoming requests.', 429);
  }
  const accessToken = microsoft.consents.issueAccessToken(record);
  if (fault?.fault === 'drop_after_accept') return dropConnection(c);
  c.header('Cache-Control', 'no-store, no-cache');
  return c.json({
    token_type: 'Bearer',
    scope: listed(record.scopes),
    expires_in: accessTokenSeconds - 1,
    ext_expires_in: accessTokenSeconds - 1,
    access_token: accessToken,
    ...(record.scopes.includes(offlineScope) ? { refresh_token: microsoft.consents.issueRefreshToken(record) } : {}),
    ...(record.scopes.includes('openid')
      ? { id_token: await microsoft.idTokens.sign({ account, clientId: microsoft.clientId, nonce: record.nonce, scopes: record.scopes }) }
      : {}),
  });
}

const listed = (scopes: readonly string[]) => scopes.filter((scope) => scope !== offlineScope).join(' ');

async function refresh(c: Context, microsoft: Microsoft, form: URLSearchParams): Promise<Response> {
  const record = microsoft.consents.refreshToken(required(form, 'refresh_token'));
  if (!record)
    throw new TokenError('invalid_grant', 50173, 'The provided grant has expired due to it being revoked, a fresh auth token is needed.');
  const broken = answerInstead(c, microsoft, await nextFault(microsoft, record.subject, 'token'), 'token');
  if (broken) return broken;
  c.header('Cache-Control', 'no-store, no-cache');
  return c.json({
    token_type: 'Bearer',
    scope: listed(record.scopes),
    expires_in: accessTokenSeconds - 1,
    ext_expires_in: accessTokenSeconds - 1,
    access_token: microsoft.consents.issueAccessToken(record),
    refresh_token: microsoft.consents.issueRefreshToken(record),
  });
}

/** RFC 7636 section 4.6. */
function checkVerifier(record: CodeRecord, verifier: string): void {
  const wellFormed = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!wellFormed || challenge !== record.codeChallenge)
    throw new TokenError(
      'invalid_grant',
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
}

async function readForm(c: Context): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? ''))
    throw new TokenError('invalid_request', 900144, 'The body must be application/x-www-form-urlencoded.');
  const form = new URLSearchParams(await c.req.text());
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1)
      throw new TokenError('invalid_request', 90014, `The parameter '${name.slice(0, 40)}' is given twice.`);
  }
  return form;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new TokenError('invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
  return value;
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
