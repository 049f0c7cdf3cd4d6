import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { guessMapping } from '../import.ts';
import { understandFile } from './understand-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-understand-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
const path = join(folder, 'file');
const understood = (file: Uint8Array | string, given: Partial<Parameters<typeof understandFile>[1]> = {}) => {
  writeFileSync(path, file);
  return understandFile(path, { mostBytes: 1_000_000, ...given });
};
const wide = (text: string) => Buffer.from(text, 'utf16le');
const people = 'E-mail;Vorname\nines@example.org;Zoë\n';
/** “姓,名,メール” and a row, as a Japanese spreadsheet writes them. */
const japanese = Buffer.from('90a92c96bc2c8381815b838b0a88c993a12c89d48e712c68616e61406578616d706c652e6f72670a', 'hex');

const files: [name: string, file: Uint8Array | string, encoding: string, cell: string][] = [
  ['UTF-8', people, 'utf-8', 'Zoë'],
  ['UTF-8 with a byte order mark', `\uFEFF${people}`, 'utf-8', 'Zoë'],
  ['UTF-16 LE with a byte order mark', wide(`\uFEFF${people}`), 'utf-16le', 'Zoë'],
  ['UTF-16 BE with a byte order mark', wide(`\uFEFF${people}`).swap16(), 'utf-16be', 'Zoë'],
  ['UTF-16 LE without one', wide(people), 'utf-16le', 'Zoë'],
  ['UTF-16 BE without one', wide(people).swap16(), 'utf-16be', 'Zoë'],
  ['Windows-1252', Buffer.from(people, 'latin1'), 'windows-1252', 'Zoë'],
];
for (const [name, file, encoding, cell] of files)
  test(`${name} is recognised, and its titles are whole`, async () => {
    const found = await understood(file);
    assert.deepEqual([found.encoding, found.delimiter, found.headers], [encoding, ';', ['E-mail', 'Vorname']]);
    assert.deepEqual(found.sample, [['ines@example.org', cell]]);
  });

test('Shift-JIS is recognised by its words; western text of the same bytes is not taken for it', async () => {
  const found = await understood(japanese);
  assert.deepEqual([found.encoding, found.headers], ['shift_jis', ['姓', '名', 'メール']]);
  assert.deepEqual(
    guessMapping(found.headers, []).map(({ to }) => to),
    ['last_name', 'first_name', 'email'],
  );
  const western = await understood(Buffer.from('E-mail,Ort\na@example.org,Gärtnerstraße\nb@example.org,Käfergässchen\n', 'latin1'));
  assert.equal(western.encoding, 'windows-1252');
});

test('A byte beyond ASCII far behind the beginning is seen', async () => {
  const rows = Array.from({ length: 60_000 }, (_, row) => `p${String(row)}@example.org,Ort ${String(row)}`).join('\n');
  const found = await understood(Buffer.from(`E-mail,Ort\n${rows}\nz@example.org,Köln\n`, 'latin1'));
  assert.equal(found.encoding, 'windows-1252');
});

test('Comma, semicolon, tab and bar are told apart, and a line that names the sign counts before', async () => {
  for (const sign of [',', ';', '\t', '|'])
    assert.deepEqual((await understood(`E-mail${sign}"A, b; c | d"\na@example.org${sign}x\n`)).headers, ['E-mail', 'A, b; c | d']);
  const declared = await understood('sep=;\r\nE-mail;Name, first;Last\r\na@example.org;Ines;Falk\r\n');
  assert.deepEqual([declared.delimiter, declared.headers], [';', ['E-mail', 'Name, first', 'Last']]);
});

test('Titles that are empty, stand there twice or are names of the language become columns like others', async () => {
  const { headers, sample } = await understood('E-mail,,Name,Name,__proto__,constructor,,\na@example.org,1,2,3,4,5\n');
  assert.deepEqual(headers, ['E-mail', 'Column 2', 'Name', 'Name (2)', '__proto__', 'constructor']);
  assert.deepEqual(sample, [['a@example.org', '1', '2', '3', '4', '5']]);
  assert.deepEqual(guessMapping(headers, []), [
    { column: 0, to: 'email', policy: 'fill' },
    { column: 2, to: 'full_name', policy: 'fill' },
  ]);
});

test('What a person knows better counts before what was found', async () => {
  const found = await understood(Buffer.from(people, 'latin1'), { encoding: 'utf-8', delimiter: ',' });
  assert.deepEqual([found.encoding, found.headers], ['utf-8', ['E-mail;Vorname']]);
});

test('An empty file, a PDF and an old workbook are refused in a sentence', async () => {
  await assert.rejects(understood(''), /empty/);
  await assert.rejects(understood('\n\n , \n'), /empty/);
  await assert.rejects(understood('%PDF-1.7 …'), /PDF/);
  await assert.rejects(understood(Buffer.from('d0cf11e0a1b11ae1', 'hex')), /\.xls/);
  await assert.rejects(understood(`${'a,'.repeat(6_000)}b\n`), /5,000 columns/);
});
