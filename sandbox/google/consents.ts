import { randomBytes } from 'node:crypto';
import type { Clock } from '../../server/platform/clock.ts';

/** What a person agreed to on the consent screen, waiting to be exchanged. */
export interface CodeRecord {
  subject: string;
  scopes: readonly string[];
  redirectUri: string;
  nonce: string | undefined;
  codeChallenge: string | undefined;
  givesRefreshToken: boolean;
}

interface StoredCode extends CodeRecord {
  issuedAt: Date;
  used: boolean;
}

/** A token as Google keeps it. `code` is the authorization code it descends from. */
export interface TokenRecord {
  subject: string;
  scopes: readonly string[];
  code: string;
  expiresAt: Date;
}

const codeLifeMilliseconds = 10 * 60_000;
export const accessTokenSeconds = 3600;
/** Google drops the oldest silently (developers.google.com/identity/protocols/oauth2, "Refresh token expiration"). */
const refreshTokensPerAccount = 100;

export type Consents = ReturnType<typeof createConsents>;

/** Consents, codes and tokens of one sandbox, for its one OAuth client. All in memory. */
export function createConsents(clock: Clock) {
  const consented = new Map<string, Set<string>>();
  const codes = new Map<string, StoredCode>();
  const accessTokens = new Map<string, TokenRecord>();
  const refreshTokens = new Map<string, TokenRecord>();

  const forget = (matches: (record: { subject: string; code?: string }) => boolean) => {
    for (const tokens of [accessTokens, refreshTokens]) {
      for (const [token, record] of tokens) if (matches(record)) tokens.delete(token);
    }
  };

  function issueAccessToken(record: Omit<TokenRecord, 'expiresAt'>): string {
    const token = `ya29.${randomBytes(48).toString('base64url')}`;
    accessTokens.set(token, { ...record, expiresAt: new Date(clock.now().getTime() + accessTokenSeconds * 1000) });
    return token;
  }

  function issueRefreshToken(record: Omit<TokenRecord, 'expiresAt'>): string {
    const own = [...refreshTokens].filter(([, other]) => other.subject === record.subject);
    if (own.length >= refreshTokensPerAccount && own[0]) refreshTokens.delete(own[0][0]);
    const token = `1//0${randomBytes(48).toString('base64url')}`;
    refreshTokens.set(token, { ...record, expiresAt: new Date(8.64e15) });
    return token;
  }

  return {
    scopesOf: (subject: string): ReadonlySet<string> => consented.get(subject) ?? new Set(),

    /** Records what the person agreed to and gives the code that proves it. */
    agree(record: CodeRecord): string {
      consented.set(record.subject, new Set([...(consented.get(record.subject) ?? []), ...record.scopes]));
      const code = `4/0A${randomBytes(32).toString('base64url')}`;
      codes.set(code, { ...record, issuedAt: clock.now(), used: false });
      return code;
    },

    /**
     * Uses up a code. A code that comes a second time also ends the tokens that it gave the first time (RFC 6749 section 4.1.2).
     */
    useCode(code: string): CodeRecord | undefined {
      const stored = codes.get(code);
      if (!stored) return undefined;
      if (stored.used) {
        forget((record) => record.code === code);
        return undefined;
      }
      stored.used = true;
      return clock.now().getTime() - stored.issuedAt.getTime() < codeLifeMilliseconds ? stored : undefined;
    },

    issueAccessToken,
    issueRefreshToken,
    refreshToken: (token: string) => refreshTokens.get(token),

    /** The record of an access token that is neither revoked nor expired. */
    accessToken(token: string): TokenRecord | undefined {
      const record = accessTokens.get(token);
      return record && clock.now() < record.expiresAt ? record : undefined;
    },

    /** Ends everything that this person allowed: all tokens and codes of the account at this client. */
    end(subject: string): void {
      consented.delete(subject);
      for (const [code, stored] of codes) if (stored.subject === subject) codes.delete(code);
      forget((record) => record.subject === subject);
    },
  };
}
