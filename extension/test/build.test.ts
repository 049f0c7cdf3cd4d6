import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';

const build = join(import.meta.dirname, '../build.ts');

/** Builds in a process of its own, as somebody elsewhere in the world would. */
function built(zone: string): Buffer {
  const into = mkdtempSync(join(tmpdir(), 'antiphon-build-'));
  const made = spawnSync(process.execPath, [build, '--into', into], {
    cwd: into,
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  assert.equal(made.status, 0, made.stderr);
  return readFileSync(join(into, 'antiphon-extension.zip'));
}
const zip = built('Pacific/Auckland');

test('the extension is the same, byte for byte, wherever and whenever it is built', () => {
  assert.ok(zip.equals(built('America/Los_Angeles')));
});

const entries = await new ZipReader(new Uint8ArrayReader(zip)).getEntries();
const into = mkdtempSync(join(tmpdir(), 'antiphon-build-'));
spawnSync(process.execPath, [build, '--into', into]);
const files = readdirSync(join(into, 'extension'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const scripts = files
  .filter(({ name }) => name.endsWith('.js'))
  .map(({ name }) => ({ name, text: readFileSync(join(into, 'extension', name), 'utf8') }));

test('the zip holds every file of the folder, in order and of one moment', () => {
  const names = entries.map(({ filename }) => filename);
  assert.deepEqual(names, names.toSorted());
  assert.equal(names.length, files.length);
  assert.equal(new Set(entries.map(({ rawLastModDate }) => String(rawLastModDate))).size, 1);
});

test('it asks for Gmail, a place to keep things and the side panel, and for nothing else', () => {
  const manifest = JSON.parse(readFileSync(join(into, 'extension/manifest.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual(manifest['permissions'], ['storage', 'sidePanel']);
  assert.deepEqual(manifest['host_permissions'], ['https://mail.google.com/*']);
  assert.deepEqual(manifest['optional_host_permissions'], ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*']);
  for (const absent of ['optional_permissions', 'externally_connectable', 'web_accessible_resources', 'oauth2', 'update_url'])
    assert.equal(manifest[absent], undefined, absent);
  const policy = (manifest['content_security_policy'] as { extension_pages: string }).extension_pages;
  assert.match(policy, /^default-src 'none'; script-src 'self';/);
});

test('no script loads code, and the one in Gmail’s page knows neither a token nor a server', () => {
  assert.equal(scripts.length, 5);
  for (const { name, text } of scripts) {
    assert.doesNotMatch(text, /\beval\(|new Function|importScripts|import\(|^import /m, name);
    assert.doesNotMatch(text, /process\.env/, name);
  }
  const content = scripts.find(({ name }) => name === 'content.js')?.text ?? assert.fail('There is no content.js.');
  assert.doesNotMatch(content, /chrome\.storage|Authorization|token/i);
  const asking = scripts.filter(({ text }) => /\bfetch\(/.test(text)).map(({ name }) => name);
  assert.deepEqual(asking.sort(), ['content.js', 'worker.js']);
});
