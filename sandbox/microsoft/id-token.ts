import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { Clock } from '../../server/platform/clock.ts';
import type { SandboxAccount } from './accounts.ts';
import { accessTokenSeconds } from './consents.ts';

interface Statement {
  account: SandboxAccount;
  clientId: string;
  nonce: string | undefined;
  scopes: readonly string[];
}

/**
 * Signs who has signed in, as Microsoft's v2.0 endpoint does (learn.microsoft.com/entra/identity-platform/id-token-claims-reference):
 * every tenant is an issuer of its own, `sub` is another one for each app, and there is no `at_hash` in a token from the token endpoint.
 * @param url where the stand-in is reached, with which every issuer begins
 */
export function createIdTokens(clock: Clock, url: string) {
  const keyId = randomUUID();
  let made: ReturnType<typeof generateKeyPair> | undefined;
  const keys = () => (made ??= generateKeyPair('RS256', { modulusLength: 2048 }));

  return {
    async sign({ account, clientId, nonce, scopes }: Statement): Promise<string> {
      const issuedAt = Math.floor(clock.now().getTime() / 1000);
      const username = account.addressIn === 'nowhere' ? '+15550100' : account.emailAddress;
      return new SignJWT({
        ver: '2.0',
        sub: createHash('sha256').update(`${account.subject} ${clientId}`).digest('base64url'),
        tid: account.tenantId,
        ...(scopes.includes('profile') ? { oid: account.objectId, name: account.displayName, preferred_username: username } : {}),
        ...(scopes.includes('email') && account.addressIn === 'both' ? { email: account.emailAddress } : {}),
        ...(nonce === undefined ? {} : { nonce }),
      })
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
        .setIssuer(`${url}/${account.tenantId}/v2.0`)
        .setAudience(clientId)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + accessTokenSeconds)
        .sign((await keys()).privateKey);
    },
    /** The published keys. Microsoft's name the issuer that may use them and, unlike Google's, no algorithm. */
    async published(): Promise<{ keys: (JWK & { issuer: string })[] }> {
      return { keys: [{ ...(await exportJWK((await keys()).publicKey)), kid: keyId, use: 'sig', issuer: `${url}/{tenantid}/v2.0` }] };
    },
  };
}
