import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { always, isOpen, nextClosing, nextOpening, usableZone, type WorkingHours } from './working-hours.ts';

const office = (timeZone: string, more: Partial<WorkingHours> = {}): WorkingHours => ({
  timeZone,
  workingDays: 31,
  opensMinute: 540,
  closesMinute: 1020,
  holidays: [],
  ...more,
});
const minute = 60_000;
const at = (text: string) => new Date(text);

/** Zones of every kind: far east and west, odd offsets, half-hour changes, changes at midnight, an alias, both hemispheres. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/Kiev',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Auckland',
  'Atlantic/Azores',
];

const hoursOf = fc.record({
  timeZone: fc.constantFrom(...zones),
  workingDays: fc.integer({ min: 0, max: 127 }),
  opensMinute: fc.integer({ min: 0, max: 1439 }),
  closesMinute: fc.integer({ min: 1, max: 1440 }),
  holidays: fc.subarray(['2026-03-29', '2026-10-25', '2026-11-01', '2026-03-08', '2026-12-25', '2026-04-05']),
});
/** Around the changes of the clocks, and anywhere. */
const moments = fc.oneof(
  fc.constantFrom('2026-03-29T00:00:00Z', '2026-10-24T22:00:00Z', '2026-03-08T05:00:00Z', '2026-11-01T04:00:00Z', '2026-04-04T13:00:00Z'),
  fc.date({ min: at('2026-01-01'), max: at('2027-12-31'), noInvalidDate: true }).map((date) => date.toISOString()),
);

/** The same answer by looking at every minute. */
function walk(all: readonly WorkingHours[], from: Date, minutes: number): Date | undefined {
  if (all.every((hours) => isOpen(hours, from))) return from;
  for (let step = Math.floor(from.getTime() / minute) + 1, last = step + minutes; step < last; step++)
    if (all.every((hours) => isOpen(hours, new Date(step * minute)))) return new Date(step * minute);
  return undefined;
}

test('The next opening is the one that a walk over every minute finds, for one window and for two', () => {
  fc.assert(
    fc.property(fc.array(hoursOf, { minLength: 1, maxLength: 2 }), moments, (all, text) => {
      const found = nextOpening(all, at(text));
      const walked = walk(all, at(text), 3 * 1440);
      if (walked) assert.deepEqual(found, walked);
      else assert.ok(found === undefined || found.getTime() >= at(text).getTime() + 3 * 1440 * minute - minute);
    }),
    { numRuns: 150 },
  );
});

test('A window is open up to its closing and at no minute of it', () => {
  fc.assert(
    fc.property(hoursOf, moments, (hours, text) => {
      const opening = nextOpening([hours], at(text));
      if (!opening) return;
      const closing = nextClosing([hours], opening);
      if (!closing) return;
      assert.ok(!isOpen(hours, closing));
      const last = Math.min(closing.getTime(), opening.getTime() + 2 * 1440 * minute);
      for (let time = opening.getTime(); time < last; time += 5 * minute) assert.ok(isOpen(hours, new Date(time)));
    }),
    { numRuns: 100 },
  );
});

test('In spring 02:30 does not exist: a window that would open then opens when the clocks have moved', () => {
  const night = office('Europe/Berlin', { workingDays: 127, opensMinute: 150, closesMinute: 240 });
  assert.deepEqual(nextOpening([night], at('2026-03-28T23:30:00Z')), at('2026-03-29T01:00:00Z'));
  assert.ok(!isOpen(night, at('2026-03-29T00:59:00Z')));
  const inside = office('Europe/Berlin', { workingDays: 127, opensMinute: 125, closesMinute: 170 });
  assert.deepEqual(nextOpening([inside], at('2026-03-28T23:30:00Z')), at('2026-03-30T00:05:00Z'), 'it lies in the hour that is left out');
});

test('In autumn 01:30 comes twice, and both times count', () => {
  const night = office('America/New_York', { workingDays: 127, opensMinute: 80, closesMinute: 100 });
  assert.deepEqual(nextOpening([night], at('2026-11-01T04:00:00Z')), at('2026-11-01T05:20:00Z'));
  assert.deepEqual(nextOpening([night], at('2026-11-01T05:40:00Z')), at('2026-11-01T06:20:00Z'));
});

test('A window over midnight belongs to the day on which it opened', () => {
  const night = office('Europe/Berlin', { workingDays: 1 << 4, opensMinute: 22 * 60, closesMinute: 120 });
  assert.deepEqual(nextOpening([night], at('2026-11-26T12:00:00Z')), at('2026-11-27T21:00:00Z'), 'Friday at ten in the evening');
  assert.ok(isOpen(night, at('2026-11-28T00:59:00Z')), 'Saturday, before two');
  assert.ok(!isOpen(night, at('2026-11-28T01:00:00Z')));
  assert.ok(!isOpen(night, at('2026-11-27T00:30:00Z')), 'the night to Friday began on Thursday');
});

test('Holidays and the days around a year’s end do not open', () => {
  const berlin = office('Europe/Berlin', { holidays: ['2026-12-24', '2026-12-25', '2027-01-01'] });
  assert.deepEqual(nextOpening([berlin], at('2026-12-23T16:00:00Z')), at('2026-12-28T08:00:00Z'));
  assert.deepEqual(nextOpening([berlin], at('2026-12-31T16:00:00Z')), at('2027-01-04T08:00:00Z'));
  assert.deepEqual(nextOpening([office('UTC', { workingDays: 127 })], at('2028-02-28T17:00:00Z')), at('2028-02-29T09:00:00Z'));
});

test('Two windows that never meet have no opening, and no working day none either', () => {
  const east = office('Pacific/Kiritimati', { opensMinute: 540, closesMinute: 560 });
  const west = office('Pacific/Pago_Pago', { opensMinute: 540, closesMinute: 560 });
  assert.equal(nextOpening([east, west], at('2026-11-22T00:00:00Z')), undefined);
  assert.equal(nextOpening([office('UTC', { workingDays: 0 })], at('2026-11-22T00:00:00Z')), undefined);
  assert.equal(nextClosing([always('UTC')], at('2026-11-22T00:00:00Z')), undefined);
});

test('A zone that nobody knows gives way to the campaign’s; an alias does not', () => {
  assert.equal(usableZone('Mars/Olympus', 'Europe/Berlin'), 'Europe/Berlin');
  assert.equal(usableZone('', 'Europe/Berlin'), 'Europe/Berlin');
  assert.equal(usableZone('Europe/Kiev', 'UTC'), 'Europe/Kiev');
});

test('Over a year and 24 zones nothing is open outside its wall clock, and every working day opens', () => {
  for (const timeZone of zones) {
    const hours = office(timeZone);
    let [opened, time] = [0, at('2026-01-01T12:00:00Z')];
    const end = at('2027-01-01T12:00:00Z');
    while (time < end) {
      const opening = nextOpening([hours], time);
      assert.ok(opening);
      const closing = nextClosing([hours], opening);
      assert.ok(closing);
      for (const moment of [opening, new Date(closing.getTime() - 1)]) {
        const wall = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
        assert.ok(wall.dayOfWeek <= 5 && wall.hour >= 9 && wall.hour < 17, wall.toString());
      }
      opened += 1;
      time = closing;
    }
    assert.ok(opened >= 260 && opened <= 263, `${timeZone} opened ${opened} times`);
  }
});
