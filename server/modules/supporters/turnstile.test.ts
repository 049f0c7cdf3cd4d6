import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurnstile } from './turnstile.ts';

test('whoever waits goes in by turns, and whoever finds no room is turned away at once', async () => {
  const gate = createTurnstile({ atOnce: 2, waiting: 2, longestWaitMilliseconds: 10_000 });
  const [first, second] = [await gate.enter(), await gate.enter()];
  const order: string[] = [];
  const third = gate.enter().then((leave) => (order.push('third'), leave));
  const fourth = gate.enter().then((leave) => (order.push('fourth'), leave));
  assert.equal(await gate.enter(), undefined);
  first?.();
  (await third)?.();
  (await fourth)?.();
  assert.deepEqual(order, ['third', 'fourth']);
  second?.();
  assert.ok(await gate.enter());
});

test('nobody waits for ever, and leaving twice lets only one in', async () => {
  const gate = createTurnstile({ atOnce: 1, waiting: 5, longestWaitMilliseconds: 20 });
  const leave = await gate.enter();
  assert.equal(await gate.enter(), undefined);
  leave?.();
  leave?.();
  assert.ok(await gate.enter());
  assert.equal(await gate.enter(), undefined);
});
