import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { archiveOf, passphraseFrom } from './archive.ts';

const files = [
  { name: 'about-you.json', content: '{"name":"Ümit Sample"}' },
  { name: 'letters/1.eml', content: Uint8Array.from(randomBytes(5_000)) },
];

async function unpack(archive: Uint8Array, password?: string): Promise<Map<string, Uint8Array>> {
  const zip = new ZipReader(new Uint8ArrayReader(archive), password === undefined ? {} : { password });
  const entries = (await zip.getEntries()) as FileEntry[];
  const found = new Map<string, Uint8Array>();
  for (const entry of entries) found.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  await zip.close();
  return found;
}

test('a locked archive opens with its passphrase, whole, and its manifest says what is in it', async () => {
  const passphrase = passphraseFrom(randomBytes(32));
  const found = await unpack(await archiveOf(files, passphrase), passphrase);
  assert.deepEqual([...found.keys()], ['about-you.json', 'letters/1.eml', 'manifest.json']);
  assert.deepEqual(Buffer.from(found.get('letters/1.eml') ?? []), Buffer.from(files[1]?.content ?? []));
  const manifest = JSON.parse(Buffer.from(found.get('manifest.json') ?? []).toString()) as { files: { name: string; sha256: string }[] };
  for (const { name, sha256 } of manifest.files)
    assert.equal(
      sha256,
      createHash('sha256')
        .update(found.get(name) ?? '')
        .digest('hex'),
      name,
    );
});

test('without the passphrase, or with another, nothing of it is read', async () => {
  const archive = await archiveOf(files, passphraseFrom(randomBytes(32)));
  assert.ok(!Buffer.from(archive).includes('Sample'));
  await assert.rejects(unpack(archive));
  await assert.rejects(unpack(archive, passphraseFrom(randomBytes(32))));
});

test('an open archive needs none', async () => {
  assert.equal((await unpack(await archiveOf(files))).size, 3);
});

test('a passphrase is 25 letters that can be copied by hand, the same for the same bytes', () => {
  const bytes = randomBytes(32);
  assert.match(passphraseFrom(bytes), /^([0-9BCDFGHJKMNPQRSTVWXYZ]{5}-){4}[0-9BCDFGHJKMNPQRSTVWXYZ]{5}$/);
  assert.equal(passphraseFrom(bytes), passphraseFrom(bytes));
  assert.notEqual(passphraseFrom(bytes), passphraseFrom(randomBytes(32)));
});
