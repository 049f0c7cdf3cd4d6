import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, minuteOf, pacingFormOf, pacingProblems, type PacingForm } from './pacing-form.ts';

const form: PacingForm = {
  dailyLimit: 100,
  ramps: true,
  rampFrom: 20,
  rampDays: 14,
  gapSeconds: 60,
  gapJitterSeconds: 30,
  timeZone: 'Europe/Berlin',
  workingDays: [1, 2],
  opens: '09:00',
  closes: '24:00',
  holidays: '2026-12-25, 2026-12-26\n',
};

test('what was entered is what the API is told, and comes back as it was', () => {
  const change = changeOf(form);
  assert.deepEqual(
    [change.opensMinute, change.closesMinute, change.holidays, change.ramp],
    [540, 1440, ['2026-12-25', '2026-12-26'], { from: 20, days: 14 }],
  );
  const again = pacingFormOf(change as never);
  assert.deepEqual([again.opens, again.closes, again.ramps, again.holidays], ['09:00', '24:00', true, '2026-12-25\n2026-12-26']);
  assert.equal(changeOf({ ...form, ramps: false }).ramp, null);
});

test('what cannot be meant is said beside its field', () => {
  assert.deepEqual([...pacingProblems(form, 500).keys()], []);
  const wrong = { ...form, dailyLimit: 501, rampFrom: 0, gapSeconds: null, opens: '24:00', closes: '9', holidays: '2026-02-30' };
  assert.deepEqual([...pacingProblems(wrong, 500).keys()].sort(), ['closes', 'dailyLimit', 'gapSeconds', 'holidays', 'opens', 'rampFrom']);
  assert.match(pacingProblems({ ...form, dailyLimit: 2001 }, 2000).get('dailyLimit') ?? '', /0 to 2,000/);
});

test('a time is read by the clock of 24 hours', () => {
  assert.deepEqual(['00:00', '9:05', '23:59', '24:00', '24:01', '12', 'noon', '12:60'].map(minuteOf), [
    0,
    545,
    1439,
    1440,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
