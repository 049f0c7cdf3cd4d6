import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedDocuments } from './commands/generate.ts';
import { ConfigError, readConfig, settings } from './config.ts';
import { masterKeys } from './keys.ts';

const key = `2026-11:${randomBytes(32).toString('base64')}`;
const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://letters.example.org', ENCRYPTION_KEYS: key };

function sentenceFor(environment: Record<string, string>): string {
  try {
    const config = readConfig(environment);
    masterKeys(config);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  return assert.fail(`It was taken: ${JSON.stringify(environment)}`);
}

const wrong: Record<string, string[]> = {
  NODE_ENV: ['prod'],
  PORT: ['http', '0', '65536', '3000.5', '-1'],
  PUBLIC_URL: [
    'letters.example.org',
    'ftp://example.org',
    'https://example.org/letters',
    'https://example.org/?a=b',
    'https://u:p@example.org',
  ],
  DATABASE_URL: ['mysql://u:hunter2@db/antiphon', 'db.example.org'],
  DATABASE_POOL: ['1', '1000', 'many'],
  ENCRYPTION_KEYS: ['abc', '2026:c2hvcnQ=', `${key},${key}`, `a:${Buffer.alloc(32).toString('base64')}`, ','],
  TRUSTED_PROXIES: ['nginx', '10.0.0.0/40', '10.0.0.1 proxy.local'],
  SMTP_URL: ['mail.example.org', 'http://user:hunter2@mail.example.org'],
  SANDBOX: ['yes', 'true', '1'],
  CLOCK_OFFSET_SECONDS: ['a day', '1.5'],
  LOG_LEVEL: ['loud'],
  METRICS_TOKEN: ['hunter2'],
  SECOND_FACTOR_REQUIRED: ['true'],
  SESSION_HOURS: ['0', '721'],
  GOOGLE_ACCOUNTS_URL: ['accounts.google.com', 'javascript:alert(1)'],
  MICROSOFT_LOGIN_URL: ['login.microsoftonline.com', 'javascript:alert(1)'],
};
for (const [name, values] of Object.entries(wrong))
  test(`a wrong ${name} is one plain sentence that names it and shows no secret`, () => {
    for (const value of values) {
      const sentence = sentenceFor({ [name]: value });
      assert.match(sentence, new RegExp(name), value);
      assert.doesNotMatch(sentence, /hunter2|NaN at|\n|undefined|ZodError/, value);
      assert.match(sentence, /\.$/, sentence);
    }
  });

test('a copy in production does not start without keys, without HTTPS, or with a moved clock', () => {
  readConfig(production);
  assert.match(sentenceFor({ ...production, ENCRYPTION_KEYS: '' }), /ENCRYPTION_KEYS is missing/);
  assert.match(sentenceFor({ ...production, PUBLIC_URL: 'http://letters.example.org' }), /https/);
  assert.match(sentenceFor({ NODE_ENV: 'production', ENCRYPTION_KEYS: key }), /https/);
  assert.match(sentenceFor({ ...production, CLOCK_OFFSET_SECONDS: '60' }), /CLOCK_OFFSET_SECONDS/);
  assert.equal(readConfig(production).SANDBOX, false);
});

test('credentials that belong together are asked for together', () => {
  assert.match(sentenceFor({ GOOGLE_CLIENT_ID: 'id' }), /GOOGLE_CLIENT_SECRET/);
  assert.match(sentenceFor({ GOOGLE_CLIENT_SECRET: 'hunter2' }), /GOOGLE_CLIENT_ID/);
  assert.match(sentenceFor({ MICROSOFT_CLIENT_ID: 'id' }), /MICROSOFT_CLIENT_SECRET/);
  assert.match(sentenceFor({ MICROSOFT_CLIENT_SECRET: 'hunter2' }), /MICROSOFT_CLIENT_ID/);
  assert.match(sentenceFor({ GOOGLE_PUBSUB_TOPIC: 'projects/a/topics/b' }), /GOOGLE_PUBSUB_ACCOUNT/);
  assert.match(sentenceFor({ GOOGLE_PUBSUB_ACCOUNT: 'push@example.org' }), /GOOGLE_PUBSUB_TOPIC/);
  assert.match(sentenceFor({ GOOGLE_PUBSUB_TOPIC: 'mail', GOOGLE_PUBSUB_ACCOUNT: 'push@example.org' }), /projects/);
});

test('without any setting the product starts for one machine alone, with safe defaults', () => {
  const config = readConfig({});
  assert.equal(config.HOST, '127.0.0.1');
  assert.equal(config.PUBLIC_URL, 'http://localhost:3000');
  assert.deepEqual([config.TRUSTED_PROXIES, config.OUTBOUND_ALLOW, config.METRICS_TOKEN], [[], [], undefined]);
  assert.equal(readConfig({ PORT: '4000', SANDBOX: '', SMTP_URL: '' }).PUBLIC_URL, 'http://localhost:4000');
});

test('the public URL is taken as browsers name it, so that requests of our own pages are not foreign', () => {
  const named = (url: string) => readConfig({ PUBLIC_URL: url }).PUBLIC_URL;
  assert.equal(named('https://Letters.Example.org/'), 'https://letters.example.org');
  assert.equal(named('https://letters.example.org:443'), 'https://letters.example.org');
  assert.equal(named('http://localhost:3000'), 'http://localhost:3000');
});

test('a trial copy makes itself a key once, readable by its user alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-keys-'));
  const config = readConfig({ DATA_DIR: join(folder, 'new') });
  assert.equal(masterKeys(config)[0].id, 'local');
  const file = join(folder, 'new', 'encryption-keys');
  assert.ok(existsSync(file));
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  const before = readFileSync(file, 'utf8');
  masterKeys(config);
  assert.equal(readFileSync(file, 'utf8'), before);
  rmSync(folder, { recursive: true });
});

test('every setting says what it means, and whatever holds a credential is marked secret', () => {
  for (const [name, setting] of Object.entries(settings)) {
    assert.match(setting.meaning, /^[A-Z`].*\.$/s, name);
    if (/SECRET|TOKEN|KEYS|DATABASE_URL|SMTP_URL/.test(name)) assert.ok('secret' in setting, name);
  }
});

test('the generated documents are those of today’s code; else run npm run generate', async () => {
  for (const [name, text] of Object.entries(await generatedDocuments()))
    assert.equal(readFileSync(join(import.meta.dirname, '../docs/generated', name), 'utf8'), text, name);
});
