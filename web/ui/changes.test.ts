import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesToShow, isShown, readFrom, readToo, type Change } from './changes.ts';

const zones = [
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Europe/Berlin',
  'UTC',
];

/** Moments all over four years, and around each change of the clocks in a zone. */
function moments(zone: string): Temporal.Instant[] {
  const begin = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const spread = Array.from({ length: 120 }, (_, index) => begin.add({ minutes: index * 17_341 }));
  const changes: Temporal.Instant[] = [];
  let at = begin.toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (at && at.year < 2030) {
    changes.push(at.toInstant());
    at = at.getTimeZoneTransition('next');
  }
  return [...spread, ...changes.flatMap((change) => [-31, -30, 0].map((days) => change.add({ hours: days * 24 })))];
}

test('in every zone a change is shown to the last second of the thirtieth day there, and not a second longer', () => {
  let looked = 0;
  for (const zone of zones)
    for (const published of moments(zone)) {
      const end = published.toZonedDateTimeISO(zone).toPlainDate().add({ days: 31 }).toZonedDateTime({ timeZone: zone }).toInstant();
      const shown = (at: Temporal.Instant) => isShown(new Date(published.epochMilliseconds), new Date(at.epochMilliseconds), zone);
      const name = `${published.toString()} in ${zone}`;
      assert.equal(shown(end.subtract({ seconds: 1 })), true, name);
      assert.equal(shown(end), false, name);
      assert.equal(shown(published), true, name);
      assert.equal(shown(published.add({ hours: 30 * 24 - 1 })), true, `${name}: thirty days are whole days`);
      assert.equal(shown(end.add({ hours: 400 * 24 })), false, name);
      looked += 1;
    }
  assert.ok(looked > 1_400, String(looked));
});

const change = (document: Change['document'], version: number): Change => ({ document, version, publishedAt: '2026-11-22T10:00:00Z' });
const reader = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'UTC' };

test('what was closed stays closed in its version, and a newer version is shown again', () => {
  const text = readToo(readFrom(undefined), [change('privacy', 2), change('dpa', 3)]);
  const read = readFrom(text);
  assert.deepEqual(changesToShow([change('privacy', 2), change('dpa', 3)], { ...reader, read }), []);
  assert.deepEqual(changesToShow([change('privacy', 3), change('dpa', 3)], { ...reader, read }), [change('privacy', 3)]);
  assert.deepEqual(readFrom(readToo(read, [change('privacy', 3)])), { privacy: 3, dpa: 3 });
});

test('what somebody else wrote into the browser closes nothing', () => {
  for (const text of ['', 'x', 'privacy:', 'privacy:-1', '{"privacy":9}', '__proto__:9', 'constructor:9', 'privacy:99999999999'])
    assert.deepEqual(changesToShow([change('privacy', 2)], { ...reader, read: readFrom(text) }), [change('privacy', 2)], text);
});
