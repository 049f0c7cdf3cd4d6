import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.ts';
import { KeyError, parseKeys, type MasterKeys } from './platform/sealed.ts';

/**
 * The master keys: from `ENCRYPTION_KEYS`, or for a copy that is not in production from its data folder, where one is made at the first start.
 * @throws ConfigError with a plain sentence when a key is not usable
 */
export function masterKeys(config: Pick<Config, 'ENCRYPTION_KEYS' | 'DATA_DIR'>): MasterKeys {
  try {
    return parseKeys(config.ENCRYPTION_KEYS ?? ownKey(config.DATA_DIR));
  } catch (error) {
    if (error instanceof KeyError) throw new ConfigError(error.message);
    throw error;
  }
}

function ownKey(folder: string): string {
  const file = join(folder, 'encryption-keys');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
