import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chancesFrom, enoughTaken } from './storm.ts';

test('the chances of a seed are the same again, those of another are others, and they are spread evenly', () => {
  const many = (seed: number) => {
    const random = chancesFrom(seed);
    return Array.from({ length: 10_000 }, random);
  };
  assert.deepEqual(many(7), many(7));
  assert.notDeepEqual(many(7), many(8));
  const tenths = Map.groupBy(many(7), (chance) => Math.floor(chance * 10));
  assert.equal(tenths.size, 10);
  for (const [tenth, some] of tenths) assert.ok(tenth < 10 && Math.abs(some.length - 1000) < 150, `${some.length} in tenth ${tenth}`);
});

test('nothing happens before so many letters were taken in as chance says', async () => {
  let looked = 0;
  await enoughTaken(
    () => looked++,
    [3, 5],
    () => 0.999,
  );
  assert.equal(looked, 6);
});
