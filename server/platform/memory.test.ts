import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemory } from './memory.ts';

function clockAt(start = 0) {
  let now = start;
  return { now: () => new Date(now), move: (seconds: number) => (now += seconds * 1000) };
}

test('what was made is shown again until its seconds are over, and not one longer', async () => {
  const clock = clockAt();
  const memory = createMemory<number>({ clock, seconds: 5, most: 10 });
  let made = 0;
  const get = () => memory.get('page', () => Promise.resolve(++made));
  assert.equal(await get(), 1);
  clock.move(4.999);
  assert.equal(await get(), 1);
  clock.move(0.001);
  assert.equal(memory.peek('page'), undefined);
  assert.equal(await get(), 2);
});

test('a hundred visitors at once make it once, and a failure is not remembered', async () => {
  const memory = createMemory<number>({ clock: clockAt(), seconds: 5, most: 10 });
  let made = 0;
  const slow = () => new Promise<number>((resolve) => setImmediate(() => resolve(++made)));
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 100 }, () => memory.get('page', slow)))), new Set([1]));
  await assert.rejects(memory.get('broken', () => Promise.reject(new Error('away'))));
  assert.equal(await memory.get('broken', () => Promise.resolve(7)), 7);
});

test('it never holds more than it may, and nothing where nothing is to be remembered', async () => {
  const memory = createMemory<string>({ clock: clockAt(), seconds: 5, most: 3 });
  for (let number = 0; number < 1000; number++) await memory.get(`page ${number}`, () => Promise.resolve('made'));
  const held = Array.from({ length: 1000 }, (_, number) => memory.peek(`page ${number}`)).filter(Boolean);
  assert.equal(held.length, 3);
  const forgetful = createMemory<string>({ clock: clockAt(), seconds: 0, most: 3 });
  await forgetful.get('page', () => Promise.resolve('made'));
  assert.equal(forgetful.peek('page'), undefined);
});
