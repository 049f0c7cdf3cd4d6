import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { ProviderFailure } from '../failure.ts';
import type { Certificates } from './certificates.ts';
import type { GoogleSettings } from './settings.ts';

/** Google writes its name in both ways (developers.google.com/identity/openid-connect/openid-connect, "Validating an ID token"). */
const issuers = ['https://accounts.google.com', 'accounts.google.com'];
const leewaySeconds = 60;

/** Who signed in, as Google has signed it. */
export interface Identity {
  subject: string;
  emailAddress: string;
  /** Empty when the ID token names nobody. */
  displayName: string;
}

/**
 * Verifies an ID token: signature, issuer, audience, time, nonce, and the access token it came with (OpenID Connect Core section 3.1.3.7
 * and 3.1.3.8). An address that Google itself has not verified is not accepted: a message would go out in its name.
 */
export async function verifyIdToken(
  { clientId, clock }: GoogleSettings,
  certificates: Certificates,
  token: { idToken: string; nonce: string; accessToken: string },
): Promise<Identity> {
  const verify = async (fresh?: 'fresh') =>
    jwtVerify(token.idToken, await certificates.keys(fresh), {
      algorithms: ['RS256'],
      issuer: issuers,
      audience: clientId,
      clockTolerance: leewaySeconds,
      currentDate: clock.now(),
      requiredClaims: ['sub', 'exp', 'iat', 'nonce', 'email'],
    });
  let claims: JWTPayload;
  try {
    // Google changes its keys every few days; a key that is not yet known is worth one more look.
    claims = (
      await verify().catch((error: unknown) =>
        error instanceof errors.JWKSNoMatchingKey ? verify('fresh') : Promise.reject(error as Error),
      )
    ).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unproven();
    throw error;
  }
  const { sub, email, name } = claims;
  if (claims.aud !== clientId || (claims['azp'] ?? clientId) !== clientId) throw unproven();
  if (claims['nonce'] !== token.nonce) throw unproven();
  if (claims['at_hash'] !== undefined && claims['at_hash'] !== leftHalfOfSha256(token.accessToken)) throw unproven();
  if (typeof sub !== 'string' || sub === '' || typeof email !== 'string' || !email.includes('@')) throw unproven();
  if (claims['email_verified'] !== true)
    throw new ProviderFailure(
      'never',
      'address_refused',
      'Google has not verified the address of this account, so nothing can be sent from it.',
    );
  return { subject: sub, emailAddress: email, displayName: typeof name === 'string' ? name : '' };
}

function unproven(): ProviderFailure {
  return new ProviderFailure('reconnect', 'answer_unreadable', 'It could not be proven who signed in at Google. Start the sign-in again.');
}

function leftHalfOfSha256(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
