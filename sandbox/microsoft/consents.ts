import { randomBytes } from 'node:crypto';
import type { Clock } from '../../server/platform/clock.ts';

/** What a person agreed to on the consent screen, waiting to be exchanged. */
export interface CodeRecord {
  subject: string;
  scopes: readonly string[];
  redirectUri: string;
  nonce: string | undefined;
  codeChallenge: string;
}

interface TokenRecord {
  subject: string;
  scopes: readonly string[];
  expiresAt: Date;
}

/** "Typically, they expire after about 10 minutes" (entra/identity-platform/v2-oauth2-auth-code-flow, "Successful response"). */
const codeLifeMilliseconds = 10 * 60_000;
/** At Microsoft between 60 and 90 minutes (entra/identity-platform/access-tokens, "Token lifetime"); here the shortest. */
export const accessTokenSeconds = 3600;

export type Consents = ReturnType<typeof createConsents>;

/** Consents, codes and tokens of one sandbox, for its one app registration. All in memory; what lasts is given only for `offline_access`. */
export function createConsents(clock: Clock) {
  const consented = new Map<string, Set<string>>();
  const codes = new Map<string, CodeRecord & { issuedAt: Date; used: boolean }>();
  const accessTokens = new Map<string, TokenRecord>();
  const refreshTokens = new Map<string, Pick<TokenRecord, 'subject' | 'scopes'>>();

  return {
    scopesOf: (subject: string): ReadonlySet<string> => consented.get(subject) ?? new Set(),

    /** Records what the person agreed to and gives the code that proves it. */
    agree(record: CodeRecord): string {
      consented.set(record.subject, new Set([...(consented.get(record.subject) ?? []), ...record.scopes]));
      const code = `M.C5_${randomBytes(32).toString('base64url')}`;
      codes.set(code, { ...record, issuedAt: clock.now(), used: false });
      return code;
    },

    /** Uses up a code. */
    useCode(code: string): CodeRecord | 'unknown' | 'used' | 'expired' {
      const stored = codes.get(code);
      if (!stored) return 'unknown';
      if (stored.used) return 'used';
      stored.used = true;
      return clock.now().getTime() - stored.issuedAt.getTime() < codeLifeMilliseconds ? stored : 'expired';
    },

    issueAccessToken(record: Pick<TokenRecord, 'subject' | 'scopes'>): string {
      const token = `EwB${randomBytes(48).toString('base64url')}`;
      accessTokens.set(token, { ...record, expiresAt: new Date(clock.now().getTime() + accessTokenSeconds * 1000) });
      return token;
    },

    /** A new one with each use; those before stay good, as at Microsoft (entra/identity-platform/refresh-tokens). */
    issueRefreshToken(record: Pick<TokenRecord, 'subject' | 'scopes'>): string {
      const token = `1.AR${randomBytes(48).toString('base64url')}`;
      refreshTokens.set(token, record);
      return token;
    },
    refreshToken: (token: string) => refreshTokens.get(token),

    /** The record of an access token that is neither ended nor expired. */
    accessToken(token: string): TokenRecord | undefined {
      const record = accessTokens.get(token);
      return record && clock.now() < record.expiresAt ? record : undefined;
    },

    /** Ends everything that this person allowed, as the page of their account does. */
    end(subject: string): void {
      consented.delete(subject);
      for (const [code, stored] of codes) if (stored.subject === subject) codes.delete(code);
      for (const [token, record] of refreshTokens) if (record.subject === subject) refreshTokens.delete(token);
      for (const [token, record] of accessTokens) if (record.subject === subject) accessTokens.delete(token);
    },
  };
}
