import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { Clock } from '../../server/platform/clock.ts';
import type { SandboxAccount } from './accounts.ts';
import { accessTokenSeconds } from './consents.ts';

interface Statement {
  account: SandboxAccount;
  clientId: string;
  nonce: string | undefined;
  accessToken: string;
}

/** Signs who has signed in, as Google does: RS256, with a key that the certificates endpoint publishes (OpenID Connect Core section 2). */
export function createIdTokens(clock: Clock) {
  const keyId = randomUUID();
  let made: ReturnType<typeof generateKeyPair> | undefined;
  const keys = () => (made ??= generateKeyPair('RS256', { modulusLength: 2048 }));

  return {
    async sign({ account, clientId, nonce, accessToken }: Statement): Promise<string> {
      const issuedAt = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({
        ...profileOf(account),
        azp: clientId,
        at_hash: leftHalfOfSha256(accessToken),
        ...(nonce === undefined ? {} : { nonce }),
      })
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
        .setIssuer('https://accounts.google.com')
        .setAudience(clientId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessTokenSeconds)
        .sign((await keys()).privateKey);
    },
    /** Who brings a push, as Google signs it for a service account. */
    async signService({ account, audience }: { account: string; audience: string }): Promise<string> {
      const issuedAt = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ email: account, email_verified: true, azp: '1', sub: '1' })
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
        .setIssuer('https://accounts.google.com')
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessTokenSeconds)
        .sign((await keys()).privateKey);
    },
    async certificates(): Promise<{ keys: JWK[] }> {
      return { keys: [{ ...(await exportJWK((await keys()).publicKey)), kid: keyId, use: 'sig', alg: 'RS256' }] };
    },
  };
}

/** The claims about a person that both the ID token and the userinfo endpoint make. */
export function profileOf(account: SandboxAccount) {
  const [givenName = ''] = account.displayName.split(' ');
  return {
    sub: account.subject,
    email: account.emailAddress,
    email_verified: account.emailVerified,
    name: account.displayName,
    given_name: givenName,
    ...(account.hostedDomain ? { hd: account.hostedDomain } : {}),
  };
}

function leftHalfOfSha256(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
