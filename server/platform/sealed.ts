import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

declare const sealedMark: unique symbol;
/** Encrypted at rest by us. A column of this type takes no plain buffer, so clear text cannot be written into it by mistake. */
export type Sealed = Buffer & { readonly [sealedMark]: 'sealed' };

/** Where a sealed value belongs. A blob opens in its own place only: copied to another row or column it stays shut. */
export interface Place {
  workspaceId: string;
  table: string;
  rowId: string;
  column: string;
}

export interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}
/** Newest first: the first seals, the others still open. */
export type MasterKeys = readonly [MasterKey, ...MasterKey[]];
/** Gives the master keys as they are now; the same array as long as nothing changed. */
export type KeyRing = () => MasterKeys;

/** `ENCRYPTION_KEYS` is not usable. The message is one plain sentence for the operator and names no key. */
export class KeyError extends Error {}

/** A sealed value stays shut: its master key was removed, or it was altered, cut or moved. */
export class CannotOpen extends Error {
  readonly reason: 'unknown_key' | 'altered';

  constructor(reason: 'unknown_key' | 'altered', keyId?: string) {
    super(
      reason === 'unknown_key'
        ? `A sealed value needs the master key "${keyId}", which is not among ENCRYPTION_KEYS. Put that key back behind the newest one.`
        : 'A sealed value was altered or does not belong where it was found, and was not opened.',
    );
    this.name = 'CannotOpen';
    this.reason = reason;
  }
}

export interface Sealer {
  seal(place: Place, text: string): Sealed;
  /** @throws CannotOpen */
  open(place: Place, blob: Buffer): string;
  /** The same value under the newest master key, or undefined when it is there already: a rotation that was killed simply starts again. */
  rewrap(place: Place, blob: Buffer): Sealed | undefined;
  /** @throws CannotOpen when the bytes are no sealed value */
  keyIdOf(blob: Buffer): string;
}

/** Whether a master key may be called so; damaged bytes mostly may not. */
export const isKeyId = (id: string): boolean => /^[A-Za-z0-9._-]{1,32}$/.test(id);

/**
 * Reads `ENCRYPTION_KEYS`: `id:base64` of 32 bytes each, newest first, separated by commas.
 * @throws KeyError
 */
export function parseKeys(text: string): MasterKeys {
  const keys = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry, index): MasterKey => {
      const [id = '', encoded = '', ...rest] = entry.split(':');
      const place = `Key number ${index + 1} in ENCRYPTION_KEYS`;
      if (!isKeyId(id) || rest.length > 0)
        throw new KeyError(`${place} must be written id:base64, with an id of at most 32 letters, digits, dots or hyphens.`);
      const bytes = Buffer.from(encoded, 'base64');
      if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(encoded) || bytes.length !== 32)
        throw new KeyError(`${place} must hold exactly 32 bytes in base64, as "openssl rand -base64 32" makes them.`);
      if (bytes.every((byte) => byte === bytes[0])) throw new KeyError(`${place} is not random. Make one with "openssl rand -base64 32".`);
      return { id, key: createSecretKey(bytes) };
    });
  if (new Set(keys.map(({ id }) => id)).size !== keys.length) throw new KeyError('Two keys in ENCRYPTION_KEYS have the same id.');
  const [newest, ...older] = keys;
  if (!newest) throw new KeyError('ENCRYPTION_KEYS holds no key.');
  return [newest, ...older];
}

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const boxedKeyBytes = nonceBytes + 32 + tagBytes;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D: 96-bit nonce, full tag). Each value has a random data key of its own, wrapped by the newest master key.
 * Layout: format, length of the key id, key id, wrapped data key, sealed text; the last two each as nonce, ciphertext, tag.
 * The wrapping is bound to place and key id, the text to the place: so a rotation replaces the wrapping and leaves the text as it is.
 * @param given keys that stay as they are, or a ring, which is asked before each sealing and when a value needs a key that is not known yet
 */
export function createSealer(given: MasterKeys | KeyRing): Sealer {
  const ring: KeyRing = typeof given === 'function' ? given : () => given;
  // What was known stays known: a request may still hold what it read before a key was retired.
  const wrapping = new Map<string, Buffer>();
  let known: MasterKeys | undefined;

  /** Looks at the ring, and gives the id of the key that seals now. */
  function newest(): string {
    const keys = ring();
    if (keys !== known) for (const { id, key } of keys) wrapping.set(id, Buffer.from(hkdfSync('sha256', key, '', 'antiphon seal v1', 32)));
    known = keys;
    return keys[0].id;
  }
  function wrap(place: Place, dataKey: Buffer, newestId: string): Buffer {
    const id = Buffer.from(newestId);
    return Buffer.concat([Buffer.from([format, id.length]), id, box(keyNamed(newestId), bound('key', place, newestId), dataKey)]);
  }
  function unwrap(place: Place, blob: Buffer): { dataKey: Buffer; boxedText: Buffer } {
    const keyId = keyIdOf(blob);
    const start = 2 + keyId.length;
    const dataKey = unbox(keyNamed(keyId), bound('key', place, keyId), blob.subarray(start, start + boxedKeyBytes));
    return { dataKey, boxedText: blob.subarray(start + boxedKeyBytes) };
  }
  function keyNamed(id: string): Buffer {
    if (!wrapping.has(id)) newest();
    const key = wrapping.get(id);
    if (!key) throw new CannotOpen('unknown_key', id);
    return key;
  }

  return {
    seal(place, text) {
      const dataKey = randomBytes(32);
      return Buffer.concat([wrap(place, dataKey, newest()), box(dataKey, bound('text', place), Buffer.from(text))]) as Buffer as Sealed;
    },
    open(place, blob) {
      const { dataKey, boxedText } = unwrap(place, blob);
      return unbox(dataKey, bound('text', place), boxedText).toString('utf8');
    },
    rewrap(place, blob) {
      const newestId = newest();
      if (keyIdOf(blob) === newestId) return undefined;
      const { dataKey, boxedText } = unwrap(place, blob);
      return Buffer.concat([wrap(place, dataKey, newestId), boxedText]) as Buffer as Sealed;
    },
    keyIdOf,
  };
}

function keyIdOf(blob: Buffer): string {
  const length = blob[1] ?? 0;
  const id = blob.subarray(2, 2 + length).toString('latin1');
  if (blob[0] !== format || !isKeyId(id) || blob.length < 2 + length + boxedKeyBytes + nonceBytes + tagBytes)
    throw new CannotOpen('altered');
  return id;
}

/** JSON keeps the parts apart: no two places read the same. */
function bound(purpose: 'key' | 'text', place: Place, keyId?: string): Buffer {
  return Buffer.from(JSON.stringify([`antiphon ${purpose}`, place.workspaceId, place.table, place.rowId, place.column, keyId ?? null]));
}

function box(key: Buffer, boundTo: Buffer, clear: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(boundTo);
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

function unbox(key: Buffer, boundTo: Buffer, boxed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, boxed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(boundTo);
    decipher.setAuthTag(boxed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(boxed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new CannotOpen('altered');
  }
}
