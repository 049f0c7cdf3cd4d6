import assert from 'node:assert/strict';
import { test } from 'node:test';
import { officeCurve } from './office-curve.ts';

test('the picture has every hour of a day: the whole budget in office hours, less in the evening and at the weekend, at least one letter', () => {
  const curve = officeCurve(20);
  assert.ok(curve);
  assert.equal(curve.length, 24);
  assert.equal(Math.max(...curve.map(({ weekday }) => weekday)), 20);
  for (const { hour, weekday, weekend } of curve) {
    assert.ok(weekday >= weekend && weekend >= 1, `at ${String(hour)} o’clock`);
    if (hour >= 9 && hour < 17) assert.equal(weekday, 20, `at ${String(hour)} o’clock`);
  }
  assert.equal(curve[3]?.weekday, 2);
});
