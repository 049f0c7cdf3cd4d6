import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../../../test/harness/work-time.ts';
import { isSameCaller, type Hit } from './hit.ts';
import { holdSeconds, surroundingsOf, type Surroundings } from './surroundings.ts';

const begin = Date.UTC(2026, 2, 4, 12);
const hit = fc
  .record({
    milliseconds: fc.oneof(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 0, max: 400_000 })),
    kind: fc.constantFrom<Hit['kind']>('open', 'click', 'click', 'click', 'hidden', 'leave'),
    step: fc.integer({ min: 1, max: 2 }),
    link: fc.nat(4),
    ipAddress: fc.constantFrom('198.51.100.7', '198.51.100.8', null),
    userAgent: fc.constantFrom('one', 'other', null),
  })
  .map(({ milliseconds, kind, step, link, ...who }): Hit => {
    const is = { kind, step: kind === 'leave' ? null : step, linkId: kind === 'click' ? `${String(step)} ${String(link)}` : null };
    return { at: new Date(begin + milliseconds), ...is, ...who, head: false, ahead: false };
  });

test('What came around a hit is what looking at every pair of hits finds', () => {
  const seen = { withHidden: 0, inHaste: 0, withLeaving: 0 };
  fc.assert(
    fc.property(fc.array(hit, { maxLength: 40, size: 'max' }), (hits) => {
      const around = surroundingsOf(hits);
      for (const one of hits) {
        const found = around(one);
        assert.deepEqual(found, byPairs(one, hits));
        for (const name of ['withHidden', 'inHaste', 'withLeaving'] as const) if (found[name]) seen[name] += 1;
      }
    }),
    { numRuns: 400 },
  );
  for (const [name, times] of Object.entries(seen)) assert.ok(times > 100, `${name} was hardly ever found`);
});

test('A hundred thousand hits of one recipient in one minute are looked at within seconds, and not pair by pair', () => {
  const hits = Array.from({ length: 100_000 }, (_, index): Hit => {
    const is = { kind: index % 7 === 0 ? 'open' : 'click', step: 1, linkId: index % 7 === 0 ? null : String(index % 2) } as const;
    return {
      at: new Date(begin + (index * 60_000) / 100_000),
      ...is,
      ipAddress: '198.51.100.7',
      userAgent: 'one',
      head: false,
      ahead: false,
    };
  });
  const worked = workTime();
  const around = surroundingsOf(hits);
  assert.ok(hits.every((one) => !around(one).inHaste));
  // Pair by pair it is ten thousand million looks, which is minutes on any machine.
  const milliseconds = worked();
  assert.ok(milliseconds < 10_000, `${String(milliseconds)} ms`);
});

/** The same, as it is said in words. */
function byPairs(hit: Hit, hits: readonly Hit[]): Surroundings {
  const within = (one: Hit, seconds: number) => Math.abs(one.at.getTime() - hit.at.getTime()) <= seconds * 1000;
  const near = hits.filter((one) => within(one, holdSeconds) && (one.step === hit.step || one.step === null || hit.step === null));
  const clicks = near.filter((one) => one.kind === 'click' && (hit.kind === 'click' || isSameCaller(one, hit)));
  const inSpan = (one: Hit, from: number) => one.at.getTime() >= from && one.at.getTime() <= from + 2_000;
  return {
    withHidden: near.some((one) => one.kind === 'hidden' && isSameCaller(one, hit)),
    inHaste: clicks.some((first) => {
      const span = clicks.filter((one) => inSpan(one, first.at.getTime()));
      return inSpan(hit, first.at.getTime()) && new Set(span.map(({ linkId }) => linkId)).size >= 3;
    }),
    withLeaving: hit.kind === 'click' && near.some((one) => one.kind === 'leave' && within(one, 2)),
  };
}
