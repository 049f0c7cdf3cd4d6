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
  /** Codes and tokens of each person, so that ending a consent does not look through everybody's. */
  const ofSubject = new Map<string, Set<string>>();

  const remember = (subject: string, secret: string) => {
    ofSubject.set(subject, (ofSubject.get(subject) ?? new Set()).add(secret));
  };
  const forget = (subject: string, code?: string) => {
    for (const token of ofSubject.get(subject) ?? []) {
      for (const tokens of [accessTokens, refreshTokens]) if (code === undefined || tokens.get(token)?.code === code) tokens.delete(token);
    }
  };

  function issueAccessToken(record: Omit<TokenRecord, 'expiresAt'>): string {
    const token = `ya29.${randomBytes(48).toString('base64url')}`;
    remember(record.subject, token);
    accessTokens.set(token, { ...record, expiresAt: new Date(clock.now().getTime() + accessTokenSeconds * 1000) });
    return token;
  }

  function issueRefreshToken(record: Omit<TokenRecord, 'expiresAt'>): string {
    const own = [...(ofSubject.get(record.subject) ?? [])].filter((token) => refreshTokens.has(token));
    if (own.length >= refreshTokensPerAccount && own[0]) refreshTokens.delete(own[0]);
    const token = `1//0${randomBytes(48).toString('base64url')}`;
    remember(record.subject, token);
    refreshTokens.set(token, { ...record, expiresAt: new Date(8.64e15) });
    return token;
  }

  return {
    scopesOf: (subject: string): ReadonlySet<string> => consented.get(subject) ?? new Set(),

    /** Records what the person agreed to and gives the code that proves it. */
    agree(record: CodeRecord): string {
      consented.set(record.subject, new Set([...(consented.get(record.subject) ?? []), ...record.scopes]));
      const code = `4/0A${randomBytes(32).toString('base64url')}`;
      remember(record.subject, code);
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
        forget(stored.subject, code);
        return undefined;
      }
      stored.used = true;
      return clock.now().getTime() - stored.issuedAt.getTime() < codeLifeMilliseconds ? stored : undefined;
    },

    issueAccessToken,
    issueRefreshToken,
    /** A consent without the screen: what the person agreed to, and the access token of it. */
    give(subject: string, scopes: readonly string[]): string {
      consented.set(subject, new Set(scopes));
      return issueAccessToken({ subject, scopes, code: '' });
    },
    refreshToken: (token: string) => refreshTokens.get(token),

    /** The record of an access token that is neither revoked nor expired. */
    accessToken(token: string): TokenRecord | undefined {
      const record = accessTokens.get(token);
      return record && clock.now() < record.expiresAt ? record : undefined;
    },

    /** Ends everything that this person allowed: all tokens and codes of the account at this client. */
    end(subject: string): void {
      consented.delete(subject);
      forget(subject);
      for (const code of ofSubject.get(subject) ?? []) codes.delete(code);
      ofSubject.delete(subject);
    },
  };
}
