import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsv } from '../../platform/csv.ts';
import { tablePieces } from './table-pieces.ts';

const read = { maxRows: 1_000, maxBytes: 1_000_000 };

test('a table that is divided holds every row once, in its order, and knows in which line of the file each began', () => {
  const value = fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\0\r]/g, '').trim());
  const rows = fc.array(
    fc.record(
      { line: fc.integer({ min: 2, max: 9_999 }), values: fc.tuple(fc.constantFrom('a@example.org', '=b'), value) },
      { noNullPrototype: true },
    ),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  let looked = 0;
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (given, mostRows) => {
      const table = { headers: ['email', 'note'], rows: given };
      const pieces = [...tablePieces(table, { mostRows, mostCharacters: 200 })];
      const back = pieces.flatMap((piece) => {
        const found = readCsv(piece.text, read).rows;
        assert.ok(piece.rows <= mostRows && piece.rows === found.length);
        return found.map(({ line, values }) => ({ line: piece.lineIn(line), values }));
      });
      assert.deepEqual(back, given);
      looked += back.length;
    }),
  );
  assert.ok(looked > 100);
});
