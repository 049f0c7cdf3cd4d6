import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrive, each, measure, p95Of } from './load.ts';

test('Whoever arrives does not wait for those before', async () => {
  let begun = 0;
  const all = Promise.withResolvers<undefined>();
  const results = await arrive([1, 2, 3, 4, 5], 500, async (number) => {
    begun++;
    if (begun === 5) all.resolve(undefined);
    await all.promise;
    return number;
  });
  assert.deepEqual(results, [1, 2, 3, 4, 5]);
});

test('Arrivals are spread over their time', async () => {
  const began = performance.now();
  await arrive(Array.from({ length: 21 }), 100, () => Promise.resolve());
  const took = performance.now() - began;
  assert.ok(took >= 190, `20 intervals of 10 ms took ${took} ms`);
});

test('A list is worked through so many at a time, and the results keep its order', async () => {
  let under = 0;
  let most = 0;
  const doubled = await each([3, 1, 2, 5, 4], 2, async (number) => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setImmediate(resolve));
    under--;
    return number * 2;
  });
  assert.deepEqual(doubled, [6, 2, 4, 10, 8]);
  assert.equal(most, 2);
});

test('A rate counts what was done after the warm-up', async () => {
  const { perSecond, p95Milliseconds } = await measure(() => new Promise((resolve) => setTimeout(resolve, 10)), {
    atOnce: 2,
    seconds: 0.2,
  });
  assert.ok(perSecond > 0 && perSecond <= 210, `${perSecond} a second`);
  assert.ok(p95Milliseconds >= 9);
});

test('The 95th percentile is what nineteen of twenty do not pass', () => {
  assert.equal(p95Of(Array.from({ length: 20 }, (_, index) => 20 - index)), 19);
  assert.equal(p95Of([]), 0);
});
