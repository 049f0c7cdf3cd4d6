import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromCode, leafOf, readSize, toCode, verifyConsistency, verifyInclusion } from './merkle-check.ts';

const of = (...parts: Uint8Array[]) => new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());
const leaves = Array.from({ length: 60 }, (_, index) => of(Uint8Array.of(index)));

test('An entry is found only with its salt, and is another one in another campaign', async () => {
  const salt = new Uint8Array(randomBytes(32));
  const expected = of(Uint8Array.of(0), Buffer.from('antiphon count v1|cmp_1|'), salt);
  assert.deepEqual(await leafOf(salt, 'cmp_1'), expected);
  assert.notDeepEqual(await leafOf(salt, 'cmp_2'), expected);
  assert.notDeepEqual(await leafOf(new Uint8Array(randomBytes(32)), 'cmp_1'), expected);
});

test('A code is read back as what was written, with the blanks of a copy and without a slip', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (value) => {
      const code = toCode(value);
      assert.equal(code, Buffer.from(value).toString('base64url'));
      assert.deepEqual(fromCode(` ${code.slice(0, 20)}\n${code.slice(20)} `), value);
      assert.equal(fromCode(code.slice(1)), undefined);
      assert.equal(fromCode(`${code}A`), undefined);
    }),
  );
  assert.equal(fromCode(`${'A'.repeat(42)}B`), undefined, 'bits that no byte holds');
  for (const other of [undefined, null, 43, {}, '', 'é'.repeat(43), `${'A'.repeat(42)}+`]) assert.equal(fromCode(other), undefined);
});

test('A number of entries is read as people write it, and nothing else is', () => {
  for (const [text, size] of [
    ['4318', 4318],
    [' 4,318\n', 4318],
    ['4 318', 4318],
    ['1.000.000', 1e6],
    ['0', 0],
  ] as const)
    assert.equal(readSize(text), size);
  for (const other of ['', ' ', '-1', '1e3', '0x10', 'four', '9'.repeat(16), 4318, null]) assert.equal(readSize(other), undefined);
});

test('Whatever a foreign server answers, checking it says no and does not fail', async () => {
  const hash = fc.constantFrom(...leaves.slice(0, 3));
  const anything = fc.oneof(
    fc.anything({ withSparseArray: true, withTypedArray: true }),
    fc.array(hash),
    hash,
    fc.nat(9),
  ) as fc.Arbitrary<never>;
  await fc.assert(
    fc.asyncProperty(fc.tuple(anything, anything, anything, anything, anything), async ([a, b, c, d, proof]) => {
      const isOneHash = a === d && leaves.includes(a) && isEmpty(proof);
      assert.equal(await verifyInclusion({ leaf: a, index: b, size: c, root: d, proof }), isOneHash && b === 0 && c === 1);
      assert.equal(await verifyConsistency({ from: b, to: c, fromRoot: a, toRoot: d, proof }), isOneHash && b === c && b > 0);
    }),
    { numRuns: 300 },
  );
  const huge = { size: Number.MAX_SAFE_INTEGER, root: leaves[0]!, proof: leaves.slice(0, 53) };
  assert.equal(await verifyInclusion({ ...huge, leaf: leaves[1]!, index: Number.MAX_SAFE_INTEGER - 1 }), false);
  assert.equal(await verifyInclusion({ ...huge, leaf: leaves[1]!, index: 0, proof: Array<Uint8Array>(1e6).fill(leaves[0]!) }), false);
});

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
