import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { ProviderFailure } from '../failure.ts';
import type { MicrosoftSettings } from './settings.ts';
import type { SigningKeys } from './signing-keys.ts';

const leewaySeconds = 60;
const identifier = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const claimsOfOne = z.object({
  tid: z.string().regex(identifier),
  oid: z.string().regex(identifier),
  iss: z.string(),
  // One audience and no list: a token that is meant for others as well is not meant for us.
  aud: z.string(),
  nonce: z.string(),
  name: z.string().catch(''),
  email: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
});

/** Who signed in, as Microsoft has signed it. */
export interface Identity {
  subject: string;
  emailAddress: string;
  /** Empty when the ID token names nobody. */
  displayName: string;
}

/**
 * Verifies an ID token: signature, issuer, audience, time and nonce (OpenID Connect Core section 3.1.3.7). Every tenant is an issuer of
 * its own, so the issuer is made from the token's `tid`, and the key has to be one that may sign for that tenant
 * (learn.microsoft.com/entra/identity-platform/access-tokens, "Validate the issuer").
 *
 * The subject is `tid.oid`, which nobody can choose. An administrator can write any address into the `email` of their own users
 * (known as nOAuth; learn.microsoft.com/entra/identity-platform/claims-validation): the address says from where a letter would leave,
 * Graph refuses to send when it is not the mailbox's, and it never says who somebody is.
 */
export async function verifyIdToken(
  { clientId, loginUrl, clock }: MicrosoftSettings,
  signingKeys: SigningKeys,
  token: { idToken: string; nonce: string },
): Promise<Identity> {
  const verify = async (fresh?: 'fresh') => {
    const set = await signingKeys.keys(fresh);
    const { payload, protectedHeader } = await jwtVerify(token.idToken, set.find, {
      algorithms: ['RS256'],
      audience: clientId,
      clockTolerance: leewaySeconds,
      currentDate: clock.now(),
      requiredClaims: ['exp', 'iat', 'nonce', 'tid', 'oid'],
    });
    return { claims: claimsOfOne.safeParse(payload), keyIssuer: set.issuerOf(protectedHeader.kid) };
  };
  let verified: Awaited<ReturnType<typeof verify>>;
  try {
    // Keys are rolled over without notice; one that is not yet known is worth one more look.
    verified = await verify().catch((error: unknown) =>
      error instanceof errors.JWKSNoMatchingKey ? verify('fresh') : Promise.reject(error as Error),
    );
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unproven();
    throw error;
  }
  if (!verified.claims.success) throw unproven();
  const claims = verified.claims.data;
  const issuer = `${loginUrl}/${claims.tid}/v2.0`;
  if (claims.iss !== issuer || (verified.keyIssuer ?? issuer).replace('{tenantid}', claims.tid) !== issuer) throw unproven();
  if (claims.nonce !== token.nonce) throw unproven();
  const emailAddress = [claims.email, claims.preferred_username].find(isAddress);
  if (emailAddress === undefined)
    throw new ProviderFailure(
      'never',
      'address_refused',
      'This Microsoft account has no email address of its own, so nothing can be sent from it. Use another account.',
    );
  return { subject: `${claims.tid}.${claims.oid}`.toLowerCase(), emailAddress, displayName: claims.name };
}

/** A work account can be named by a telephone number or by a name that receives no mail. */
function isAddress(text: string | undefined): text is string {
  return text !== undefined && text.length <= 254 && /^[^\s@<>,;:"()]+@[^\s@<>,;:"()]+\.[^\s@<>,;:"()]+$/.test(text);
}

function unproven(): ProviderFailure {
  return new ProviderFailure(
    'reconnect',
    'answer_unreadable',
    'It could not be proven who signed in at Microsoft. Start the sign-in again.',
  );
}
