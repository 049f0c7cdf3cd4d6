import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { testClock } from '../../../test/harness/product.ts';
import { createSums } from './count-in-sum.ts';
import { createFlood } from './flood.ts';

const ticket = { kind: 'click', workspaceId: 'w', campaignId: 'c', step: 1, variant: 'a' } as const;
const caller = { step: 1, ipAddress: '198.51.100.7', userAgent: 'Mozilla/5.0 (X11) Firefox/140.0', head: false, ahead: false };

test('Who asked is let go after ten seconds, although nobody asks again', () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const clock = testClock();
    const sums = createSums(clock);
    sums.count({ ...ticket, linkId: 'a' }, { ...caller, at: clock.now(), kind: 'click', linkId: 'a' });
    assert.equal(sums.remembered(), 1);
    clock.move({ seconds: 9 });
    mock.timers.tick(1_000);
    assert.equal(sums.remembered(), 1);
    clock.move({ seconds: 1 });
    mock.timers.tick(1_000);
    assert.equal(sums.remembered(), 0);
  } finally {
    mock.timers.reset();
  }
});

test('By what a flood is known is forgotten with its minute, although nobody asks again', () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const clock = testClock(new Date('2026-03-04T12:00:30Z'));
    const flood = createFlood(clock);
    assert.deepEqual(
      [1, 2, 3].map(() => flood.passes('c 198.51.100.7', 2)),
      [false, false, true],
    );
    clock.move({ seconds: 29 });
    mock.timers.tick(1_000);
    assert.equal(flood.remembered(), 1);
    clock.move({ seconds: 1 });
    mock.timers.tick(1_000);
    assert.equal(flood.remembered(), 0);
    assert.equal(flood.passes('c 198.51.100.7', 2), false);
  } finally {
    mock.timers.reset();
  }
});

test('What is corrected is taken from the hour in which it was counted', () => {
  const clock = testClock(new Date('2026-03-04T12:59:58Z'));
  const sums = createSums(clock);
  const counted = ['a', 'b', 'c'].map((linkId) => {
    const before = clock.now();
    clock.move({ seconds: 1 });
    return sums.count({ ...ticket, linkId }, { ...caller, at: before, kind: 'click', linkId });
  });
  const inWords = counted.map((some) =>
    some.map(({ linkId, verdict, by, at }) => `${at.toISOString().slice(11, 19)} ${linkId} ${verdict} ${by}`),
  );
  assert.deepEqual(inWords, [
    ['12:59:58 a person 1'],
    ['12:59:59 b person 1'],
    [...['12:59:58 a person -1', '12:59:58 a machine 1', '12:59:59 b person -1', '12:59:59 b machine 1'], ...['13:00:00 c machine 1']],
  ]);
});
