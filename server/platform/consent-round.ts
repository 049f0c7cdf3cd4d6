import { createHash } from 'node:crypto';
import { hashToken, newToken } from './hashing.ts';

/** How long a person may be at a company's consent screen. */
export const stateMinutes = 10;

/** What binds one way to a consent screen and back together: fresh random values, and the challenge by which the company knows the verifier (RFC 7636). */
export function newConsentRound(): { state: string; nonce: string; verifier: string; codeChallenge: string } {
  const [state, nonce, verifier] = [newToken(), newToken(), newToken()];
  return { state, nonce, verifier, codeChallenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** A state is good for one company's return alone: what was begun at one cannot be finished at the other (RFC 9700 section 2.1). */
export const stateHashOf = (company: 'gmail' | 'outlook', state: string): Buffer => hashToken(`${company}|${state}`);
