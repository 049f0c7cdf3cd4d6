import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allowanceOfHour, dayIn, isTimeZone, shareOfHour } from './office-hours.ts';

const at = (text: string) => new Date(text);

test('office hours are those of the recipients, also when their clocks change', () => {
  // Vienna put its clocks back on 25 October 2026 and forward on 28 March 2027: Monday noon stays noon.
  for (const noon of ['2026-10-26T11:00:00Z', '2026-10-23T10:00:00Z', '2027-03-29T10:00:00Z'])
    assert.equal(shareOfHour(at(noon), 'Europe/Vienna'), 1, noon);
  assert.equal(shareOfHour(at('2026-10-25T00:30:00Z'), 'Europe/Vienna'), 0.1);
  assert.equal(shareOfHour(at('2026-10-25T01:30:00Z'), 'Europe/Vienna'), 0.1);
});

test('a weekend has less than a working day, and a night has little', () => {
  assert.equal(shareOfHour(at('2026-11-22T12:00:00Z'), 'UTC'), 0.3);
  assert.equal(shareOfHour(at('2026-11-23T12:00:00Z'), 'UTC'), 1);
  assert.equal(shareOfHour(at('2026-11-23T03:00:00Z'), 'UTC'), 0.1);
});

test('whatever the hour, somebody may write and nobody is offered more than the budget', () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: at('2020-01-01'), max: at('2040-01-01') }),
      fc.integer({ min: 1, max: 5000 }),
      (when, hourly) => {
        for (const timeZone of ['Pacific/Kiritimati', 'Asia/Kathmandu', 'America/Sao_Paulo']) {
          const allowed = allowanceOfHour({ hourly, officeHours: true, timeZone }, when);
          assert.ok(allowed >= 1 && allowed <= hourly);
        }
      },
    ),
  );
  assert.equal(allowanceOfHour({ hourly: 40, officeHours: false, timeZone: 'UTC' }, at('2026-11-22T03:00:00Z')), 40);
});

test('a day is that of the recipients', () => {
  assert.equal(dayIn(at('2026-11-22T23:30:00Z'), 'Europe/Vienna'), '2026-11-23');
  assert.equal(dayIn(at('2026-11-22T23:30:00Z'), 'America/New_York'), '2026-11-22');
  for (const [name, known] of [
    ['Europe/Vienna', true],
    ['Mars/Base', false],
    ['', false],
    ['UTC', true],
  ] as const)
    assert.equal(isTimeZone(name), known, name);
});
