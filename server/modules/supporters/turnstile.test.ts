import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurnstile } from './turnstile.ts';

/** A stopwatch that goes on when it is told to. */
function byHand() {
  let now = 0;
  const measure = () => {
    const began = now;
    return () => now - began;
  };
  return { measure, after: (milliseconds: number) => (now += milliseconds / 1000) };
}

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

test('whoever can ask again waits no longer than they say', async () => {
  const gate = createTurnstile({ atOnce: 1, waiting: 5, longestWaitMilliseconds: 60_000 });
  const leave = await gate.enter();
  const patient = gate.enter();
  assert.equal(await gate.enter(20), undefined);
  leave?.();
  assert.ok(await patient);
});

test('whoever’s turn would not come in time by the pace of the line is turned away at once, and told so without a place', async () => {
  const { measure, after } = byHand();
  const gate = createTurnstile({ atOnce: 1, waiting: 500, longestWaitMilliseconds: 60_000 }, measure);
  assert.equal(gate.isFull(0), false, 'there is room');
  const line = [await gate.enter()];
  const waiting = Array.from({ length: 100 }, () => gate.enter());
  for (const one of [Promise.resolve(line[0]), ...waiting.slice(0, 60)]) {
    (await one)?.();
    after(50);
  }
  // Forty wait, and each takes 50 ms.
  assert.equal(gate.isFull(1_000), true);
  assert.equal(await gate.enter(1_000), undefined);
  assert.equal(gate.isFull(3_000), false);
  for (const one of waiting.slice(60)) (await one)?.();
  assert.equal(gate.isFull(0), false, 'the line is over, and its pace keeps nobody out');
});

test('in a line that does not get shorter, whoever waited long is turned away for whoever came just now; a short rush is served to its end', async () => {
  const { measure, after } = byHand();
  const standing = { afterMilliseconds: 60, waitMilliseconds: 40 };
  const gate = createTurnstile({ atOnce: 1, waiting: 10, longestWaitMilliseconds: 5_000, standing }, measure);
  const rush = [gate.enter(), gate.enter(), gate.enter()];
  after(50);
  for (const one of rush) (await one)?.();
  assert.ok(
    (await Promise.all(rush)).every((leave) => leave !== undefined),
    'a rush of a moment is no standing line',
  );
  const first = await gate.enter();
  const waitsLong = [gate.enter(), gate.enter()];
  after(80);
  const cameNow = gate.enter();
  first?.();
  assert.deepEqual(await Promise.all(waitsLong), [undefined, undefined]);
  (await cameNow)?.();
  assert.ok(await gate.enter(), 'a place was lost');
});

test('when a whole line was too late the flood is not over: whoever comes next waits no longer than before, until it has been quiet for a while', async () => {
  const { measure, after } = byHand();
  const standing = { afterMilliseconds: 200, waitMilliseconds: 40 };
  const gate = createTurnstile({ atOnce: 1, waiting: 10, longestWaitMilliseconds: 5_000, standing }, measure);
  const first = await gate.enter();
  const line = [gate.enter(), gate.enter()];
  after(250);
  first?.();
  assert.deepEqual(await Promise.all(line), [undefined, undefined], 'the line that stood');
  const second = await gate.enter();
  const next = gate.enter();
  after(80);
  second?.();
  assert.equal(await next, undefined, 'the line that came after it');
  after(250);
  const third = await gate.enter();
  const quiet = gate.enter();
  after(80);
  third?.();
  assert.ok(await quiet, 'a rush of a moment, later');
});
