import { createLocalJWKSet } from 'jose';
import { z } from 'zod';
import { ProviderFailure } from '../failure.ts';
import { callCompany, readJson } from '../call.ts';
import type { GoogleSettings } from './settings.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });
const shortestMilliseconds = 60_000;
const longestMilliseconds = 24 * 3_600_000;

export interface Certificates {
  /** The keys that sign ID tokens, read again when their time is over or when `fresh` ones are needed. */
  keys(fresh?: 'fresh'): Promise<ReturnType<typeof createLocalJWKSet>>;
}

/**
 * Keeps Google's public keys for as long as their answer allows
 * (developers.google.com/identity/openid-connect/openid-connect, "Validating an ID token").
 */
export function createCertificates({ apiUrl, outbound, clock }: GoogleSettings): Certificates {
  let kept: { keys: ReturnType<typeof createLocalJWKSet>; until: number } | undefined;
  let asking: Promise<ReturnType<typeof createLocalJWKSet>> | undefined;

  async function ask() {
    const now = clock.now().getTime();
    const answer = await callCompany(
      'Google',
      outbound,
      { url: `${apiUrl}/oauth2/v3/certs`, method: 'GET', timeoutMilliseconds: 10_000 },
      down,
    );
    const parsed = keySet.safeParse(answer.status === 200 ? readJson(answer.text) : undefined);
    if (!parsed.success) throw down();
    const seconds = Number(/max-age=(\d{1,9})/.exec(answer.headers.get('cache-control') ?? '')?.[1] ?? 0);
    const life = Math.min(Math.max(seconds * 1000, shortestMilliseconds), longestMilliseconds);
    kept = { keys: createLocalJWKSet(parsed.data), until: now + life };
    return kept.keys;
  }

  return {
    async keys(fresh) {
      if (kept && clock.now().getTime() < kept.until && !fresh) return kept.keys;
      // Whoever comes meanwhile waits for the same answer.
      return (asking ??= ask().finally(() => (asking = undefined)));
    },
  };
}

function down(): ProviderFailure {
  return new ProviderFailure('retry_now', 'provider_down', 'Google did not say with which keys it signs. Try again in a moment.');
}
