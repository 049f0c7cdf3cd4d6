import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError } from './config.ts';
import { keyFileOf, keyRing, newMasterKey, writeKeyFile, writtenKeys } from './keys.ts';
import { createSealer } from './platform/sealed.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-keys-'));
after(() => rmSync(folder, { recursive: true }));
const config = { DATA_DIR: folder, ENCRYPTION_KEYS: undefined };
const place = { workspaceId: 'w', table: 't', rowId: 'r', column: 'c_sealed' };
const now = new Date('2026-11-22T10:00:00Z');

test('a running process notices that the key file was replaced: it seals with the new key and opens what another sealed', () => {
  const running = createSealer(keyRing(config));
  const before = running.seal(place, 'before');
  assert.equal(running.keyIdOf(before), 'local');
  const made = newMasterKey(now);
  assert.match(made, /^2026-11-22-[0-9a-f]{4}:[A-Za-z0-9+/]{43}=$/);
  writeKeyFile(config, [made, ...writtenKeys(config)]);
  const other = createSealer(keyRing(config));
  assert.equal(running.open(place, other.seal(place, 'from another')), 'from another');
  assert.equal(running.keyIdOf(running.seal(place, 'after')), made.split(':')[0]);
  assert.equal(other.open(place, before), 'before');
});

test('the key file is replaced as a whole, readable by its user alone, and leaves nothing beside it', () => {
  if (process.platform !== 'win32') assert.equal(statSync(keyFileOf(config)).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ['encryption-keys']);
});

test('what is no list of keys is not written', () => {
  const before = readFileSync(keyFileOf(config), 'utf8');
  for (const entries of [[], ['local:short'], [...writtenKeys(config), ...writtenKeys(config)]])
    assert.throws(() => writeKeyFile(config, entries), ConfigError);
  assert.equal(readFileSync(keyFileOf(config), 'utf8'), before);
});

test('keys from the setting stay as they are until a restart, whatever lies in the data folder', () => {
  const set = `set:${randomBytes(32).toString('base64')}`;
  const ring = keyRing({ DATA_DIR: folder, ENCRYPTION_KEYS: set });
  writeFileSync(keyFileOf(config), newMasterKey(now));
  assert.deepEqual(
    ring().map(({ id }) => id),
    ['set'],
  );
});
