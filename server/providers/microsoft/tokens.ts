import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import type { AskConsent, AskLastingConsent, LastingConsent } from '../capabilities.ts';
import { ProviderFailure } from '../failure.ts';
import { mayReadBy, maySendBy } from './authorization-url.ts';
import { callCompany, readJson } from '../call.ts';
import { verifyIdToken } from './id-token.ts';
import type { MicrosoftSettings } from './settings.ts';
import type { SigningKeys } from './signing-keys.ts';
import { tokenFailure } from './token-failure.ts';

const accessAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  token_type: z.string().regex(/^bearer$/i),
  refresh_token: z.string().min(1).optional(),
});
const consentAnswer = accessAnswer.extend({ id_token: z.string().min(1), scope: z.string().default('') });

/**
 * Exchanges the code of a consent (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, "Redeem a code for an access
 * token") and verifies who gave it. It names no scopes: Microsoft would refuse the whole code when one of them is missing, and so
 * `scope` of the answer says what was really agreed to; an answer without it allows nothing. Of a supporter no refresh token is asked for,
 * and one that came all the same is left where it is.
 */
export async function exchangeCode(
  settings: MicrosoftSettings,
  signingKeys: SigningKeys,
  { code, codeVerifier, nonce, redirectUri, lasting = false }: Parameters<AskConsent['exchangeCode']>[0] & { lasting?: boolean },
): Promise<LastingConsent> {
  const { clock } = settings;
  // First, because a code can be used only once: without the keys it would be used for nothing.
  await signingKeys.keys();
  const asked = clock.now();
  const fields = { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri };
  const answer = await postToken(settings, fields, () => startAgain('answer_lost'));
  if (answer.status !== 200) throw tokenFailure(answer, clock.now());
  const given = consentAnswer.safeParse(readJson(answer.text));
  if (!given.success) throw startAgain('answer_unreadable');
  const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken, scope, expires_in: seconds } = given.data;
  return {
    ...(await verifyIdToken(settings, signingKeys, { idToken, nonce })),
    accessToken,
    accessTokenExpiresAt: new Date(asked.getTime() + seconds * 1000),
    refreshToken: lasting ? refreshToken : undefined,
    maySend: maySendBy(scope),
    mayRead: mayReadBy(scope),
  };
}

function postToken(
  { clientId, clientSecret, loginUrl, serverLoginUrl = loginUrl, outbound }: MicrosoftSettings,
  fields: Record<string, string>,
  lost: () => ProviderFailure,
): Promise<OutboundAnswer> {
  const call = {
    url: `${serverLoginUrl}/common/oauth2/v2.0/token`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...fields }).toString(),
    timeoutMilliseconds: 15_000,
  } as const;
  return callCompany('Microsoft', outbound, call, lost);
}

/**
 * Gives a member's mailbox a new access token as long as the consent stands. Microsoft gives a new refresh token with it, and the one before is good for a
 * while longer (learn.microsoft.com/entra/identity-platform/refresh-tokens), so a lost answer may be asked for again.
 */
export async function renewAccessToken(settings: MicrosoftSettings, refreshToken: string): ReturnType<AskLastingConsent['refresh']> {
  const asked = settings.clock.now();
  const answer = await postToken(settings, { grant_type: 'refresh_token', refresh_token: refreshToken }, () => askAgain('answer_lost'));
  if (answer.status !== 200) throw tokenFailure(answer, settings.clock.now(), 'refresh');
  const given = accessAnswer.safeParse(readJson(answer.text));
  if (!given.success) throw askAgain('answer_unreadable');
  return {
    accessToken: given.data.access_token,
    accessTokenExpiresAt: new Date(asked.getTime() + given.data.expires_in * 1000),
    refreshToken: given.data.refresh_token,
  };
}

function askAgain(code: 'answer_lost' | 'answer_unreadable'): ProviderFailure {
  return new ProviderFailure('retry_now', code, 'Microsoft did not answer as it should. Try again; nothing was sent.');
}

/** Refuses always: without `offline_access` there is nothing to refresh with, and a permission that is over is given again by the person. */
export function refreshAccessToken(): Promise<never> {
  return Promise.reject(
    new ProviderFailure('reconnect', 'consent_revoked', 'The permission at Microsoft lasts about an hour and is over. Connect again.'),
  );
}

/**
 * Ends nothing at Microsoft, because there is nothing to ask: its OpenID configuration names no `revocation_endpoint` (RFC 7009), and
 * ending somebody's sessions needs rights over their whole account. Whoever calls this has to forget the access token, which is over
 * within about an hour. What the person agreed to stays listed until they end it themselves, at
 * https://account.live.com/consent/Manage (personal accounts) or https://myapps.microsoft.com (work and school).
 */
export function revokeConsent(): Promise<'only_by_the_person'> {
  return Promise.resolve('only_by_the_person');
}

function startAgain(code: 'answer_lost' | 'answer_unreadable'): ProviderFailure {
  return new ProviderFailure('reconnect', code, 'Microsoft did not finish the sign-in. Start it again; nothing was sent.');
}
