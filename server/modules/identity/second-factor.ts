import { randomBytes } from 'node:crypto';
import { HOTP, Secret, TOTP } from 'otpauth';
import { equal } from '../../platform/hashing.ts';

const form = { algorithm: 'SHA1', digits: 6 };
const secondsPerStep = 30;

/** A new secret for an authenticator: 160 random bits (RFC 4226 section 4, R6), in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth:` URI that an authenticator reads from a QR code. It contains the secret. */
export function totpUri(secret: string, emailAddress: string): string {
  return new TOTP({
    ...form,
    period: secondsPerStep,
    issuer: 'Antiphon',
    label: emailAddress,
    secret: Secret.fromBase32(secret),
  }).toString();
}

/**
 * The 30-second step whose code this is: the present one, or one beside it for clocks that go a little wrong (RFC 6238 section 5.2).
 * Whoever accepts it stores the step and accepts no code of that step or an earlier one again.
 */
export function matchingStep(secret: string, code: string, now: Date): number | undefined {
  const given = code.replace(/\s/g, '');
  const present = Math.floor(now.getTime() / 1000 / secondsPerStep);
  const key = Secret.fromBase32(secret);
  // All three are computed and compared, so that the time tells nothing.
  const matching = [present, present - 1, present + 1].filter((counter) => equal(HOTP.generate({ ...form, secret: key, counter }), given));
  return matching[0];
}

/** Crockford's base32: no I, L, O or U, so that what is copied from paper can be read back. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten backup codes of 50 random bits each, as they are shown. Store the keyed code of their normalised form. */
export function newBackupCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const letters = Array.from(randomBytes(10), (byte) => alphabet.charAt(byte & 31)).join('');
    return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
  });
}

/** A backup code as it is hashed, however it was typed: small letters, other hyphens or none, O for 0, I or L for 1. */
export function normaliseBackupCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
