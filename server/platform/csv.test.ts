import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCsv, writeCsv } from './csv.ts';
import { Refusal } from './errors.ts';

const limits = { maxRows: 1000, maxBytes: 10_000_000 };
const read = (file: Uint8Array | string) => readCsv(file, limits);
const table = (file: Uint8Array | string) => {
  const { headers, rows } = read(file);
  return [headers, ...rows.map(({ values }) => values)];
};
const refused = (file: string, sentence: RegExp, given = limits) =>
  assert.throws(
    () => readCsv(file, given),
    (error) => error instanceof Refusal && error.kind === 'invalid' && sentence.test(error.message),
  );
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const expected = [
  ['name', 'e-mail'],
  ['Zoë', 'z@a.org'],
];

describe('reading a table', () => {
  const text = 'name,e-mail\nZoë,z@a.org\n';
  const encodings: Record<string, Uint8Array> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with mark': Buffer.from(`\uFEFF${text}`),
    'UTF-16 LE with mark': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'UTF-16 BE with mark': utf16be(`\uFEFF${text}`),
    'UTF-16 LE': Buffer.from(text, 'utf16le'),
    'UTF-16 BE': utf16be(text),
    'Windows-1252': Buffer.from(text, 'latin1'),
  };
  for (const [name, file] of Object.entries(encodings)) it(`of ${name}`, () => assert.deepEqual(table(file), expected));
  it('of Windows-1252 with its own signs', () => assert.equal(read(Buffer.from([0x61, 0x0a, 0x80, 0x93])).rows[0]?.values[0], '€“'));

  for (const sign of [',', ';', '\t', '|'])
    it(`separated by ${JSON.stringify(sign)}`, () => {
      assert.deepEqual(table(`"a,;|b"${sign}b${sign}c\n1,5${sign === ',' ? '' : sign}${sign}3\n`)[0], ['a,;|b', 'b', 'c']);
      assert.deepEqual(table(`a${sign}b${sign}c\n${sign}${sign}3\n1${sign}${sign}\n`).slice(1), [
        ['', '', '3'],
        ['1', '', ''],
      ]);
    });

  it('as the sep= line says', () => {
    assert.deepEqual(read('sep=;\r\na,x;b\r\n1;2\r\n'), { headers: ['a,x', 'b'], rows: [{ line: 3, values: ['1', '2'] }] });
    assert.deepEqual(table('\uFEFF"sep=|"\na,b|c\n')[0], ['a,b', 'c']);
  });

  for (const end of ['\n', '\r\n', '\r'])
    it(`with ${JSON.stringify(end)} at the end of lines, and tells where each row begins`, () => {
      const file = ['a,b', '1,"x', 'y"', '', ',', '3,4', '', ''].join(end);
      assert.deepEqual(read(file).rows, [
        { line: 2, values: ['1', 'x\ny'] },
        { line: 6, values: ['3', '4'] },
      ]);
    });

  it('with duplicate, empty and dangerous headers', () => {
    const { headers, rows } = read('__proto__,constructor,a,a,,a (2),a\n1,2,3,4,5,6,7\n');
    assert.deepEqual(headers, ['__proto__', 'constructor', 'a', 'a (2)', 'Column 5', 'a (2) (2)', 'a (3)']);
    assert.deepEqual(rows[0]?.values, ['1', '2', '3', '4', '5', '6', '7']);
  });

  it('with short and long rows, blanks, NUL, loose quotation marks and numbers that stay text', () => {
    assert.deepEqual(table('a,b,,\n1\n1,2,3\n1,2,,\n'), [
      ['a', 'b'],
      ['1', ''],
      ['1', '2', '3'],
      ['1', '2'],
    ]);
    assert.deepEqual(table('a,b\n\u00A0x\u00A0, "y" \n'), [
      ['a', 'b'],
      ['x', 'y'],
    ]);
    assert.deepEqual(table('a\nJo "the boss" O\'Neil\n1.23E+11\n007\nn\0ul\n').flat(), [
      'a',
      'Jo "the boss" O\'Neil',
      '1.23E+11',
      '007',
      'nul',
    ]);
  });

  it('refuses, in a plain sentence, what it cannot read', () => {
    refused('', /is empty/);
    refused('\n\n,,\n', /is empty/);
    refused('a,b\n1,2\n3,"4\n5,6\n', /begins at line 3, a quotation mark/);
    refused('sep=;\na;b\n1;"2\n', /begins at line 3, a quotation mark/);
    refused('a\n1\n2\n', /more than 1 rows/, { maxRows: 1, maxBytes: 100 });
    refused('a,'.repeat(5_001), /more than 5,000 columns/);
    refused('a\n1\n2\n', /larger than/, { maxRows: 1, maxBytes: 5 });
  });

  it('takes a cell of a megabyte, 2,000 columns and any bytes', () => {
    assert.equal(read(`a\n"${'x y\n'.repeat(250_000)}"\n`).rows[0]?.values[0]?.length, 999_999);
    assert.equal(read(`${'a,'.repeat(1999)}z\n${'1,'.repeat(1999)}2\n`).headers.length, 2000);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          read(bytes);
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
        }
      }),
    );
  });
});

describe('writing a table', () => {
  const formulas = [
    '=1+1',
    '+cmd|x',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00A0=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    "'=1",
    '+49 x',
    '-',
    '--1',
  ];
  for (const cell of formulas)
    it(`leaves no formula of ${JSON.stringify(cell)}`, () => {
      const written = writeCsv(['a'], [[cell]])
        .split('\r\n')
        .slice(1)
        .join('\r\n');
      assert.match(written, /^"?'/);
      assert.equal(read(writeCsv(['a'], [[cell, 'x']])).rows[0]?.values[0], cell.trim());
    });

  it('leaves phone numbers and numbers as they are', () => {
    for (const cell of ['+49 30 1234-567', '+49(0)30/1234', '-5', '-3,14', '0049', 'a=b', 'x@y.org'])
      assert.match(writeCsv(['a'], [[cell]]), new RegExp(`\r\n"?${cell.replace(/[()+.]/g, '\\$&')}"?\r\n$`));
  });

  it('reads back what was written', () => {
    const cell = fc.oneof(
      fc.constantFrom(...formulas, '"', '""', ',', ';', '|', 'sep=;', "'", "''=", '\uFEFF', '+49 30'),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
    );
    const trimmed = cell.map((text) => text.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(trimmed, trimmed)), (rows) => {
        const kept = rows.filter((row) => row.some((value) => value !== ''));
        assert.deepEqual(table(writeCsv(['first', 'second'], rows)).slice(1), kept);
      }),
      { numRuns: 500 },
    );
  });
});
