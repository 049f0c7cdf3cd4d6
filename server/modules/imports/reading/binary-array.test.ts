import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asOwner } from '../../../../test/harness/database.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { BinaryArray } from './binary-array.ts';

const product = await startProduct();
const read = async (type: string, bytes: Uint8Array) =>
  (await asOwner(product.databaseUrl, `select $1::${type} as values`, [Buffer.from(bytes)]))[0]?.values;

test('PostgreSQL reads from the bytes what was added, whatever it is, and of the last batch nothing is left', async () => {
  const texts = new BinaryArray('text');
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '"', '\\', '{a,b}', 'NULL', 'é', '\uD83D\uDE00', 'x'.repeat(70_000)),
  );
  const given = fc.array(
    text.map((one) => one.replaceAll('\0', '').toWellFormed()),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(given, async (values) => {
      for (const value of values) texts.addText(value);
      assert.equal(texts.count, values.length);
      assert.deepEqual(await read('text[]', texts.take()), values);
    }),
    { numRuns: 40 },
  );
  const numbers = new BinaryArray('int4');
  for (const number of [1, 70_000, 2_147_483_647]) numbers.addNumber(number);
  assert.deepEqual(await read('int[]', numbers.take()), [1, 70_000, 2_147_483_647]);
});
