import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldHits, type Hit } from './fold-hits.ts';

const hit = (minute: number, more: Partial<Hit> = {}): Hit => ({
  ...{ at: `2026-03-04T12:${String(minute)}:00.000Z`, step: 1, kind: 'open', url: null, verdict: 'person', because: 'browser' },
  ...{ ipAddress: '198.51.100.7', userAgent: 'one' },
  ...more,
});

test('What happened again and again stands there once, with how often and since when; whatever came between divides it', () => {
  const rows = foldHits([
    hit(50),
    hit(49),
    hit(48, { kind: 'click', url: 'https://example.org/' }),
    hit(47),
    hit(46, { userAgent: 'other' }),
  ]);
  assert.deepEqual(
    rows.map(({ kind, times, at, since }) => [kind, times, at.slice(14, 16), since.slice(14, 16)]),
    [
      ['open', 2, '50', '49'],
      ['click', 1, '48', '48'],
      ['open', 1, '47', '47'],
      ['open', 1, '46', '46'],
    ],
  );
  assert.deepEqual(foldHits([]), []);
});
