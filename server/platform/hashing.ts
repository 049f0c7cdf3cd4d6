import { createHash, createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * From which the keyed codes are made. The first is the lookup key of this copy, which no rotation of master keys changes; with the others, of the
 * time when the codes came from the master keys themselves, what was coded then is found.
 */
export type LookupKeys = readonly [KeyObject, ...KeyObject[]];

export interface Hashing {
  /**
   * The keyed code under which a value is stored, so that it can be found again and not read. Each purpose has a key of its own,
   * so codes of two purposes cannot be joined. Made with the lookup key.
   */
  lookup(purpose: string, value: string): Buffer;
  /** Every code under which the value may be stored, that of the lookup key first: search with all of them. */
  lookupAll(purpose: string, value: string): Buffer[];
}

/** Makes the keyed codes of addresses and rate-limit buckets (HKDF, RFC 5869; HMAC-SHA256, RFC 2104). */
export function createHashing(keys: LookupKeys): Hashing {
  const derived = new Map<string, [Buffer, ...Buffer[]]>();
  function keysFor(purpose: string): [Buffer, ...Buffer[]] {
    const known = derived.get(purpose);
    if (known) return known;
    // The second half of HKDF alone: lookup keys are uniformly random, so nothing has to be extracted from them (RFC 5869 section 3.3).
    const derive = (key: KeyObject) => createHmac('sha256', key).update(`antiphon lookup v1|${purpose}\u0001`).digest();
    const [newest, ...older] = keys;
    const made: [Buffer, ...Buffer[]] = [derive(newest), ...older.map(derive)];
    derived.set(purpose, made);
    return made;
  }
  return {
    lookup: (purpose, value) => createHmac('sha256', keysFor(purpose)[0]).update(value).digest(),
    lookupAll: (purpose, value) => keysFor(purpose).map((key) => createHmac('sha256', key).update(value).digest()),
  };
}

/** A lookup key for a new copy: 256 random bits. */
export const newLookupKey = (): KeyObject => createSecretKey(randomBytes(32));

/**
 * The key from which codes were made as long as they came from a master key: the first half of HKDF over it. The master key cannot be worked
 * out from it, so it outlives its retirement.
 */
export const lookupKeyOf = (masterKey: KeyObject): KeyObject =>
  createSecretKey(createHmac('sha256', '').update(masterKey.export()).digest());

/** Lookup keys as one text, to be sealed; read again by `readLookupKeys`. */
export const writeLookupKeys = (keys: LookupKeys): string => keys.map((key) => key.export().toString('base64')).join(',');

export function readLookupKeys(text: string): LookupKeys {
  const [newest, ...older] = text.split(',').map((one) => createSecretKey(Buffer.from(one, 'base64')));
  if (!newest || [newest, ...older].some(({ symmetricKeySize }) => symmetricKeySize !== 32))
    throw new Error('What was sealed as lookup keys are none.');
  return [newest, ...older];
}

/** By which it is known elsewhere that codes were made with these keys and not with others; nothing can be worked out from it. */
export const fingerprintOf = ([newest]: LookupKeys): string =>
  createHmac('sha256', newest).update('antiphon lookup key fingerprint v1').digest('hex').slice(0, 32);

/** The code under which a random token is stored. Only for tokens of at least 128 random bits: without a key, anything guessable could be guessed back. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * A new secret of 256 random bits. With a prefix (`ant_`) it also ends in a checksum, so that scanners find leaked tokens
 * and `isWellFormedToken` turns typing errors away without asking the database.
 */
export function newToken(prefix?: string): string {
  const random = randomBytes(32).toString('base64url');
  return prefix === undefined ? random : `${prefix}${random}${checksum(prefix + random)}`;
}

/** Whether a text has the form and checksum of a token with this prefix. Says nothing about whether it is valid. */
export function isWellFormedToken(prefix: string, token: string): boolean {
  const random = token.slice(prefix.length, -6);
  return token.startsWith(prefix) && /^[A-Za-z0-9_-]{43}$/.test(random) && equal(token.slice(-6), checksum(prefix + random));
}

function checksum(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64url');
}

/** Compares in a time that says nothing about where two values differ. Hashed first, so that lengths may differ. */
export function equal(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const digest = (value: string | Uint8Array) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * The keyed code of one participation: the same person twice in a campaign gives the same code, in another campaign or month another.
 * Once the month's key is destroyed it cannot be turned back, by us neither (EDPB Guidelines 01/2025 on pseudonymisation).
 * @param emailKey the canonical form of the supporter's address (`emailKey`)
 */
export function participationHash(monthKey: Buffer, campaignId: string, emailKey: string): Buffer {
  return createHmac('sha256', monthKey).update(`v1|campaign:${campaignId}|${emailKey}`).digest();
}

/** A key for the participations of one month. Seal it before it is written; destroying it is what keeps the promise. */
export function newMonthKey(): Buffer {
  return randomBytes(32);
}

/** What the secret of a webhook begins with; base64 of its bytes follows (Standard Webhooks, "Signature scheme"). */
export const webhookSecretPrefix = 'whsec_';

/** A new secret of a webhook: 256 random bits. */
export function newWebhookSecret(): string {
  return `${webhookSecretPrefix}${randomBytes(32).toString('base64')}`;
}

/**
 * Signs a message to a webhook by the Standard Webhooks rules: `v1,` and base64 of HMAC-SHA256 over id, time and body, joined by full stops.
 * @param timestamp seconds since 1970, as they stand in the header
 * @see https://www.standardwebhooks.com
 */
export function signWebhook(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(webhookSecretPrefix.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest('base64')}`;
}
