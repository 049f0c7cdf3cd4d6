import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { limitOn, type Pacing } from './pacing.ts';

const began = new Date('2026-11-01T08:00:00Z');
const pacing: Pacing = {
  dailyLimit: 100,
  rampFrom: 20,
  rampDays: 8,
  rampBeganAt: began,
  gapSeconds: 60,
  gapJitterSeconds: 30,
  timeZone: 'Europe/Berlin',
  workingDays: 31,
  opensMinute: 540,
  closesMinute: 1020,
  holidays: [],
};
const after = (hours: number) => new Date(began.getTime() + hours * 3_600_000);

test('a ramp begins with its first limit, grows every 24 hours and ends at the whole one', () => {
  assert.deepEqual(
    [0, 23.99, 24, 48, 7 * 24, 8 * 24, 1000].map((hours) => limitOn(pacing, after(hours))),
    [20, 20, 30, 40, 90, 100, 100],
  );
});

test('without a ramp the whole limit holds, and before a ramp began its first one', () => {
  assert.equal(limitOn({ ...pacing, rampFrom: null }, began), 100);
  assert.equal(limitOn({ ...pacing, rampBeganAt: null }, began), 100);
  assert.equal(limitOn(pacing, after(-5)), 20);
  assert.equal(limitOn({ ...pacing, dailyLimit: 10 }, began), 10, 'a limit that was lowered holds at once');
});

test('a ramp never shrinks with time and never goes beyond the whole limit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 1, max: 400 }),
      fc.tuple(fc.nat(10_000), fc.nat(10_000)),
      (dailyLimit, rampFrom, rampDays, [a, b]) => {
        const one = { ...pacing, dailyLimit, rampFrom, rampDays };
        const [earlier, later] = [limitOn(one, after(Math.min(a, b))), limitOn(one, after(Math.max(a, b)))];
        return earlier <= later && later <= dailyLimit && Number.isInteger(earlier);
      },
    ),
  );
});
