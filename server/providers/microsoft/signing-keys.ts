import { createLocalJWKSet } from 'jose';
import { z } from 'zod';
import { ProviderFailure } from '../failure.ts';
import { callCompany, readJson } from '../call.ts';
import type { MicrosoftSettings } from './settings.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), issuer: z.string().optional() })).min(1) });
/** "Check for updates every 24 hours" and at once for a key that is not known (entra/identity-platform/signing-key-rollover). */
const lifeMilliseconds = 24 * 3_600_000;

export interface KeySet {
  find: ReturnType<typeof createLocalJWKSet>;
  /** The only issuer that may sign with this key, in which `{tenantid}` stands for any tenant; nothing when Microsoft names none. */
  issuerOf(keyId: string | undefined): string | undefined;
}

export interface SigningKeys {
  /** The keys that sign ID tokens, read again after a day or when `fresh` ones are needed. */
  keys(fresh?: 'fresh'): Promise<KeySet>;
}

/** Keeps Microsoft's public keys (learn.microsoft.com/entra/identity-platform/access-tokens, "Validate the signature"). */
export function createSigningKeys({ loginUrl, serverLoginUrl = loginUrl, outbound, clock }: MicrosoftSettings): SigningKeys {
  let kept: { set: KeySet; until: number } | undefined;
  return {
    async keys(fresh) {
      const now = clock.now().getTime();
      if (kept && now < kept.until && !fresh) return kept.set;
      const call = { url: `${serverLoginUrl}/common/discovery/v2.0/keys`, method: 'GET', timeoutMilliseconds: 10_000 } as const;
      const answer = await callCompany('Microsoft', outbound, call, down);
      const parsed = keySet.safeParse(answer.status === 200 ? readJson(answer.text) : undefined);
      if (!parsed.success) throw down();
      const { keys } = parsed.data;
      const set: KeySet = { find: createLocalJWKSet({ keys }), issuerOf: (keyId) => keys.find(({ kid }) => kid === keyId)?.issuer };
      kept = { set, until: now + lifeMilliseconds };
      return set;
    },
  };
}

function down(): ProviderFailure {
  return new ProviderFailure('retry_now', 'provider_down', 'Microsoft did not say with which keys it signs. Try again in a moment.');
}
