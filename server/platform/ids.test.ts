import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testClock } from '../../test/harness/product.ts';
import { Refusal } from './errors.ts';
import { newId, readId, showId } from './ids.ts';

test('ids are UUIDs of version 7 that sort by their moment and never meet', () => {
  const clock = testClock(new Date('2026-11-22T00:00:00Z'));
  const made: string[] = [];
  for (let count = 0; count < 2_000; count++) {
    made.push(newId(clock));
    clock.move({ seconds: 1 });
  }
  assert.ok(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
  assert.deepEqual([...made].sort(), made);
  const still = testClock();
  assert.equal(new Set(Array.from({ length: 10_000 }, () => newId(still))).size, 10_000);
});

test('an id carries its moment', () => {
  const id = newId(testClock(new Date(0x0192f1c27e0b)));
  assert.ok(id.startsWith('0192f1c2-7e0b-7'));
});

test('what is shown is read back, and the id of another noun or a malformed one is simply not there', () => {
  const id = newId(testClock());
  assert.equal(readId('campaign', showId('campaign', id)), id);
  for (const shown of [
    showId('user', id),
    id,
    '',
    'cmp_',
    `cmp_${'g'.repeat(32)}`,
    `cmp_${'0'.repeat(33)}`,
    `CMP_${'0'.repeat(32)}`,
    `x${showId('campaign', id)}`,
  ])
    assert.throws(
      () => readId('campaign', shown),
      (error: unknown) => error instanceof Refusal && error.kind === 'not_found',
      shown,
    );
});
