import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import type { AskConsent, LastingConsent } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { readScope, sendScope } from './authorization-url.ts';
import { callCompany, readJson } from '../call.ts';
import type { Certificates } from './certificates.ts';
import { verifyIdToken } from './id-token.ts';
import type { GoogleSettings } from './settings.ts';
import { readDisplayName } from './profile.ts';
import { tokenFailure } from './token-failure.ts';

const accessAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  token_type: z.string().regex(/^bearer$/i),
});
const consentAnswer = accessAnswer.extend({
  id_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  scope: z.string().default(''),
});

/**
 * Exchanges the code of a consent (RFC 6749 section 4.1.3, RFC 7636 section 4.5) and verifies who gave it. What was really agreed to is
 * read from `scope`: each permission can be unticked (developers.google.com, "granular permissions"). An answer without it allows nothing.
 */
export async function exchangeCode(
  settings: GoogleSettings,
  certificates: Certificates,
  { code, codeVerifier, nonce, redirectUri }: Parameters<AskConsent['exchangeCode']>[0],
): Promise<LastingConsent> {
  // First, because a code can be used only once: without the keys it would be used for nothing.
  await certificates.keys();
  const asked = settings.clock.now();
  const fields = { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri };
  const answer = await postForm(settings, '/token', withClient(settings, fields), () => startAgain('answer_lost'));
  if (answer.status !== 200) throw tokenFailure(answer, 'code');
  const given = consentAnswer.safeParse(readJson(answer.text));
  if (!given.success) throw startAgain('answer_unreadable');
  const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken, scope, expires_in: seconds } = given.data;
  const identity = await verifyIdToken(settings, certificates, { idToken, nonce, accessToken });
  return {
    ...identity,
    displayName: identity.displayName || (await readDisplayName(settings, accessToken, identity.subject)),
    accessToken,
    accessTokenExpiresAt: later(asked, seconds),
    refreshToken,
    maySend: scope.split(' ').includes(sendScope),
    mayRead: scope.split(' ').includes(readScope),
  };
}

/** Gives a new access token as long as the consent stands (RFC 6749 section 6). Asking twice does no harm, so a lost answer may be asked for again. */
export async function refreshAccessToken(settings: GoogleSettings, refreshToken: string): ReturnType<AskConsent['refresh']> {
  const asked = settings.clock.now();
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const answer = await postForm(settings, '/token', withClient(settings, fields), () => askAgain('answer_lost'));
  if (answer.status !== 200) throw tokenFailure(answer, 'refresh');
  const given = accessAnswer.safeParse(readJson(answer.text));
  if (!given.success) throw askAgain('answer_unreadable');
  return { accessToken: given.data.access_token, accessTokenExpiresAt: later(asked, given.data.expires_in) };
}

/**
 * Ends the consent with all its tokens (RFC 7009; developers.google.com/identity/protocols/oauth2/web-server, "Revoking a token").
 * Google calls a token that is already over `invalid_token`: the person is where they want to be, so that is success.
 */
export async function revokeConsent(settings: GoogleSettings, token: string): Promise<'ended'> {
  const answer = await postForm(settings, '/revoke', { token }, () => askAgain('answer_lost'));
  const body = readJson(answer.text);
  if (answer.status === 200 && (body !== undefined || answer.text.trim() === '')) return 'ended';
  if (answer.status === 400 && z.object({ error: z.literal('invalid_token') }).safeParse(body).success) return 'ended';
  throw answer.status === 200 ? askAgain('answer_unreadable') : tokenFailure(answer, 'revoke');
}

async function postForm(
  { outbound, oauthUrl }: GoogleSettings,
  path: string,
  fields: Record<string, string>,
  lost: () => ProviderFailure,
): Promise<OutboundAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const call = {
    url: `${oauthUrl}${path}`,
    method: 'POST',
    headers,
    body: new URLSearchParams(fields).toString(),
    timeoutMilliseconds: 15_000,
  } as const;
  return callCompany('Google', outbound, call, lost);
}

function withClient({ clientId, clientSecret }: GoogleSettings, fields: Record<string, string>): Record<string, string> {
  return { ...fields, client_id: clientId, client_secret: clientSecret };
}

function startAgain(code: 'answer_lost' | 'answer_unreadable'): ProviderFailure {
  return new ProviderFailure('reconnect', code, 'Google did not finish the sign-in. Start it again; nothing was sent.');
}

function askAgain(code: 'answer_lost' | 'answer_unreadable'): ProviderFailure {
  return new ProviderFailure('retry_now', code, 'Google did not answer as it should. Try again; nothing was sent.');
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
