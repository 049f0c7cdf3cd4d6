import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords, TooManyOpenQuotes, type CsvRecord } from './csv-records.ts';

/** Reads a text that comes in pieces of this many characters. */
function read(text: string, delimiter = ',', size = 7): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = new CsvRecords(delimiter, (record) => records.push(record));
  for (let from = 0; from < text.length; from += size) reader.push(text.slice(from, from + size));
  reader.end();
  return records;
}
const cellsOf = (records: readonly CsvRecord[]) => records.map(({ cells }) => cells);

/** What makes trouble, and what does not. */
const cell = fc.string({ unit: fc.constantFrom('a', 'ß', '日', '"', ',', ';', '\n', ' ', "'", '=', '😀') });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });
const written = (rows: readonly (readonly string[])[], end: string) =>
  rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end).join('');
const isFilled = (row: readonly string[]) => row.some((value) => value.trim() !== '');

test('Whatever was written as RFC 4180 has it is read as it was, in pieces of any size and with line ends of any kind', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 1, max: 50 }), (rows, end, size) => {
      assert.deepEqual(cellsOf(read(written(rows, end), ',', size)), rows.filter(isFilled));
    }),
  );
});

test('Another reader of the same texts reads the same', () => {
  const quoted = table.map((rows) => written(rows, '\n'));
  const plain = fc
    .array(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é') }), { minLength: 1, maxLength: 4 }), { maxLength: 6 })
    .map((rows) => rows.map((row) => row.join(',')).join('\n'));
  fc.assert(
    fc.property(fc.oneof(quoted, plain), fc.integer({ min: 1, max: 40 }), (text, size) => {
      const other: string[][] = parse(text, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
      assert.deepEqual(cellsOf(read(text, ',', size)), other.filter(isFilled));
    }),
  );
});

test('No text makes it fail or lose a character outside quotation marks, and the lines only grow', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') }), fc.integer({ min: 1, max: 9 }), (text, size) => {
      const records = read(text, ',', size);
      assert.deepEqual(records, read(text, ',', 1_000), 'the size of the pieces changes nothing');
      const count = (from: string) => from.replaceAll(/[^a]/g, '').length;
      assert.equal(count(cellsOf(records).flat().join('')), count(text));
      for (const [index, { line }] of records.entries()) assert.ok(line > (records[index - 1]?.line ?? 0));
    }),
    { numRuns: 500 },
  );
});

test('Separated by semicolon, tab or bar, and by no other sign then', () => {
  for (const delimiter of [';', '\t', '|'])
    assert.deepEqual(cellsOf(read(`a,1${delimiter}"b${delimiter}"\n`, delimiter)), [['a,1', `b${delimiter}`]]);
});

test('Line ends of a carriage return alone, and blank rows at the end', () => {
  assert.deepEqual(cellsOf(read('a,b\r1,2\r\r,\r , \r')), [
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('A quotation mark inside a value is a sign like others', () => {
  assert.deepEqual(cellsOf(read('5" pipe,a "b" c\n"x "y" z", "q" \n')), [
    ['5" pipe', 'a "b" c'],
    ['x "y" z', 'q'],
  ]);
});

test('A value of many lines is one value, and the next row knows its own line', () => {
  assert.deepEqual(read('a,"one\ntwo\r\nthree"\nb,c\n'), [
    { line: 1, cells: ['a', 'one\ntwo\nthree'] },
    { line: 4, cells: ['b', 'c'] },
  ]);
});

test('A quotation mark opened in row 3 and never closed costs that row and no other', () => {
  const rows = Array.from({ length: 50_000 }, (_, index) => `p${String(index)}@example.org,Ines`);
  rows[2] = 'p2@example.org,"Ines';
  const records = read(rows.join('\n'), ',', 65_536);
  assert.equal(records.length, rows.length);
  assert.deepEqual(records[2], { line: 3, cells: ['p2@example.org', '"Ines'], open: true });
  assert.deepEqual(records.at(-1), { line: 50_000, cells: ['p49999@example.org', 'Ines'] });
});

test('A file in which they are left open row by row is given up soon, and says where', () => {
  const rows = Array.from({ length: 1_000 }, () => 'a,"b').join(' \n');
  assert.throws(() => read(rows.replaceAll(' \n', 'x\n'), ',', 65_536), TooManyOpenQuotes);
});

test('A value of a megabyte, 2,000 columns, and a row without an end are read in time', { timeout: 20_000 }, () => {
  const long = 'x'.repeat(1_048_576);
  assert.deepEqual(cellsOf(read(`a,"${long}"\nb,${long}\n`, ',', 65_536)), [
    ['a', long],
    ['b', long],
  ]);
  const wide = Array.from({ length: 2_000 }, (_, index) => String(index));
  assert.deepEqual(cellsOf(read(`${wide.join(',')}\n`, ',', 100)), [wide]);
  const endless = read('y'.repeat(10_000_000), ',', 65_536);
  assert.equal(
    endless.reduce((sum, { cells }) => sum + (cells[0] ?? '').length, 0),
    10_000_000,
  );
});
