import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../server/platform/clock.ts';
import type { Outbound } from '../../server/platform/outbound.ts';
import type { AskConsent } from '../../server/providers/capabilities.ts';
import { ProviderFailure, type FailureCode, type Verdict } from '../../server/providers/failure.ts';

/** Where the product waits for whoever comes back from a company. */
export const callback = 'http://localhost:3000/connections/callback';

/** A clock that moves only when it is told to, or when somebody waits by it. */
export function handClock(start = '2026-11-22T09:00:00Z'): Clock & { advance(seconds: number): void } {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    wait: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

/**
 * The same client, but no test waits a minute for an answer that never comes. Only the call that is to meet such a one is cut short: a machine
 * that is merely busy answers late, and that is no fault.
 */
export function impatient(outbound: Outbound): { outbound: Outbound; expect(fault: string): void } {
  let awaited = false;
  return {
    outbound: {
      request(call) {
        const timeoutMilliseconds = awaited ? 1_000 : call.timeoutMilliseconds;
        awaited = false;
        return outbound.request(timeoutMilliseconds === undefined ? call : { ...call, timeoutMilliseconds });
      },
    },
    expect(fault) {
      awaited = fault === 'hang';
    },
  };
}

/** One round of consent as the product begins it. */
export interface Round {
  url: URL;
  codeVerifier: string;
  nonce: string;
  state: string;
}

export function begin(company: Pick<AskConsent, 'authorizationUrl'>): Round {
  const [codeVerifier, nonce, state] = [random(), random(), random()];
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  return { url: company.authorizationUrl({ state, nonce, codeChallenge, redirectUri: callback }), codeVerifier, nonce, state };
}

const random = () => randomBytes(32).toString('base64url');

/** What the product does when the person comes back. */
export function finish(company: Pick<AskConsent, 'exchangeCode'>, round: Round, back: URL): ReturnType<AskConsent['exchangeCode']> {
  return company.exchangeCode({
    code: back.searchParams.get('code') ?? '',
    codeVerifier: round.codeVerifier,
    nonce: round.nonce,
    redirectUri: callback,
  });
}

/** Whether an error is the failure that is meant, with the seconds that the company asks to wait. */
export function failure(verdict: Verdict, code: FailureCode, seconds?: number) {
  return (error: unknown) => {
    assert.ok(error instanceof ProviderFailure, String(error));
    assert.deepEqual({ verdict: error.verdict, code: error.code, seconds: error.retryAfterSeconds }, { verdict, code, seconds });
    return true;
  };
}

/** What an attribute of a tag says, as a browser reads it. */
export function attribute(tag: string, name: string): string {
  return unescape(new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

export function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
