import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readHolidays } from './holidays.ts';

const calendar = (...events: string[][]) =>
  ['BEGIN:VCALENDAR', ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n');
const daysOf = (...events: string[][]) => readHolidays(calendar(...events), '2026-06-01').days;

test('Whole days are read, several in a row too, and those that are over are left out', () => {
  assert.deepEqual(
    daysOf(
      ['DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'SUMMARY:Christmas'],
      ['DTSTART;VALUE=DATE:20260815'],
      ['DTSTART;VALUE=DATE:20260101'],
      ['DTSTART:20261026T000000Z', 'SUMMARY:A national day'],
    ),
    ['2026-08-15', '2026-10-26', '2026-12-25', '2026-12-26'],
  );
});

test('A day that comes back each year is read for the next two, until its rule ends', () => {
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20100501', 'RRULE:FREQ=YEARLY']), ['2027-05-01', '2028-05-01']);
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20100501', 'RRULE:FREQ=YEARLY;UNTIL=20271231']), ['2027-05-01']);
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY']), ['2028-02-29']);
});

test('What is cancelled, too long or no day is left out, and a rule that is not read is counted', () => {
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED']), []);
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260901']), []);
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20270230'], ['SUMMARY:no day at all']), []);
  const moving = readHolidays(calendar(['DTSTART;VALUE=DATE:20261126', 'RRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTH=11']), '2026-06-01');
  assert.deepEqual(moving, { days: ['2026-11-26'], notUnderstood: 1 });
});

test('Lines that were folded are read as one', () => {
  assert.deepEqual(daysOf(['DTSTART;VALUE=DA', ' TE:20261225']), ['2026-12-25']);
});

test('Whatever the file holds, real days come out, sorted, each once, and at most as many as a mailbox keeps', () => {
  const piece = fc.constantFrom(
    'BEGIN:VEVENT',
    'END:VEVENT',
    'DTSTART:20261301',
    'DTSTART;VALUE=DATE:20261225',
    'DTEND:20991225',
    'RRULE:FREQ=YEARLY',
    '\r\n',
    ' ',
    ':',
    'RRULE:FREQ=YEARLY;INTERVAL=0',
    'DTEND;VALUE=DATE:20261220',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const { days } = readHolidays(pieces.join('\n'), '2026-06-01');
      assert.deepEqual(days, [...new Set(days)].sort());
      assert.ok(days.length <= 366 && days.every((day) => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)));
    }),
  );
});

test('A rule beyond all time ends, and one with conditions of its own is counted as not understood', () => {
  assert.deepEqual(daysOf(['DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=YEARLY;INTERVAL=400000']), ['2026-12-25']);
  assert.equal(readHolidays(calendar(['DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=YEARLY;BYMONTHDAY=1,2']), '2026-06-01').notUnderstood, 1);
});
