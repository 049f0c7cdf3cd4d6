import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdingFrom } from './complain.ts';

test('three complaints hold a campaign; a large one is held from one complaint in two hundred letters on', () => {
  for (const [letters, complaints] of [
    [0, 3],
    [600, 3],
    [601, 4],
    [10_000, 50],
    [10_001, 51],
  ] as const)
    assert.equal(holdingFrom(letters), complaints, String(letters));
});
