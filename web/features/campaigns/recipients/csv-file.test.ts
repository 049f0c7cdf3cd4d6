import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importable, readCsvFile } from './csv-file.ts';

const text = 'name,email\nŠárka Über,sarka@example.org\n';
const file = (...parts: BlobPart[]) => new File(parts, 'council.csv');

/** As a spreadsheet saves “Unicode text”. */
function utf16(written: string, { big = false, mark = true } = {}): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from((mark ? '\uFEFF' : '') + written, 'utf16le'));
  if (big) for (let at = 0; at < bytes.length; at += 2) bytes.subarray(at, at + 2).reverse();
  return bytes;
}

test('a file of any program arrives letter by letter and without a byte order mark: UTF-8, UTF-16 of both kinds, old Windows', async () => {
  for (const [program, saved] of Object.entries({
    'UTF-8': file(text),
    'UTF-8 with a mark': file('\uFEFF', text),
    'UTF-16, FF FE': file(utf16(text)),
    'UTF-16, FE FF': file(utf16(text, { big: true })),
    'UTF-16 without a mark': file(utf16(text, { mark: false })),
    'UTF-16 without a mark, the other way round': file(utf16(text, { big: true, mark: false })),
  }))
    assert.equal(await readCsvFile(saved), text, program);
  assert.equal(await readCsvFile(file(new Uint8Array([0xdc, 0x62, 0x65, 0x72]))), 'Über');
  assert.equal(await readCsvFile(file('')), '');
});

test('a file that the browser cannot read is named, with what to do, and why is kept for whoever looks', async () => {
  const cause = new DOMException('The file was moved.', 'NotReadableError');
  const lost = { name: 'council.csv', arrayBuffer: () => Promise.reject(cause) };
  await assert.rejects(readCsvFile(lost), (error: Error) => {
    assert.match(error.message, /^council\.csv could not be read\. .* Choose it again, or paste its lines\.$/);
    return error.cause === cause;
  });
});

test('the button says how many recipients would be added and changed, and when there are none', () => {
  assert.equal(importable({ added: 0, changed: 0 }), 'Nothing to import');
  assert.equal(importable({ added: 1, changed: 0 }), 'Add 1 recipient');
  assert.equal(importable({ added: 0, changed: 2 }), 'Change 2 recipients');
  assert.equal(importable({ added: 3, changed: 1 }), 'Add 3 recipients, change 1 other');
});
