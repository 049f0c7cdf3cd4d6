import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.ts';
import { KeyError, parseKeys, type KeyRing, type MasterKeys } from './platform/sealed.ts';

type KeySettings = Pick<Config, 'ENCRYPTION_KEYS' | 'DATA_DIR'>;

/** The file in which a copy without `ENCRYPTION_KEYS` keeps its keys. */
export const keyFileOf = (config: KeySettings): string => join(config.DATA_DIR, 'encryption-keys');

/**
 * The master keys: from `ENCRYPTION_KEYS`, or for a copy that is not in production from its data folder, where one is made at the first start.
 * @throws ConfigError with a plain sentence when a key is not usable
 */
export function masterKeys(config: KeySettings): MasterKeys {
  return readKeys(writtenKeys(config).join(','));
}

/** The master keys as they stand in the setting or the file, each as `id:base64`, newest first. */
export function writtenKeys(config: KeySettings): string[] {
  return (config.ENCRYPTION_KEYS ?? ownKeys(config))
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

/**
 * The master keys for a process that runs on. `ENCRYPTION_KEYS` stays as it is until a restart; a key file is looked at whenever somebody asks,
 * and read again once another one has taken its place: what another process sealed a moment ago opens, and nothing is sealed under an old key.
 */
export function keyRing(config: KeySettings): KeyRing {
  const file = keyFileOf(config);
  let seen = markOf(file);
  let keys = masterKeys(config);
  if (config.ENCRYPTION_KEYS) return () => keys;
  return () => {
    const now = markOf(file);
    if (now === undefined || now === seen) return keys;
    keys = readKeys(readFileSync(file, 'utf8'));
    seen = now;
    return keys;
  };
}

/** Replaces the key file as a whole: whoever reads it meanwhile, or after a crash, finds all of the old keys or all of the new ones. */
export function writeKeyFile(config: KeySettings, entries: readonly string[]): void {
  readKeys(entries.join(','));
  const file = keyFileOf(config);
  const next = `${file}.next`;
  writeFileSync(next, `${entries.join(',\n')}\n`, { mode: 0o600, flush: true });
  renameSync(next, file);
  if (process.platform === 'win32') return;
  const folder = openSync(config.DATA_DIR, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** A new master key as it is written: an id with the day on which it was made, and 32 random bytes. */
export function newMasterKey(now: Date): string {
  return `${now.toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}:${randomBytes(32).toString('base64')}`;
}

function readKeys(text: string): MasterKeys {
  try {
    return parseKeys(text);
  } catch (error) {
    if (error instanceof KeyError) throw new ConfigError(error.message);
    throw error;
  }
}

/** What changes when another file takes this one's place; nothing when there is none. */
function markOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat && `${stat.ino}|${stat.mtimeNs}|${stat.size}`;
}

function ownKeys(config: KeySettings): string {
  const file = keyFileOf(config);
  if (!existsSync(file)) {
    mkdirSync(config.DATA_DIR, { recursive: true });
    writeFileSync(file, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
