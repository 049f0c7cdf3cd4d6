import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ProviderFailure, type FailureCode, type Verdict } from '../../../../providers/failure.ts';
import { afterOutcomes, wentOf, type Circuit, type Went } from './circuit.ts';

const minute = 60_000;
const went = fc.record({ taken: fc.nat(6), failed: fc.nat(6) });

/** All that was said in order, and what is remembered after each. */
function run(said: readonly { after: number; went: Went }[]) {
  let [circuit, at] = [undefined as Circuit | undefined, 1_000_000_000_000];
  return said.map((one) => {
    at += one.after;
    const before = circuit;
    circuit = afterOutcomes(before, one.went, at);
    return { before, circuit, at, went: one.went };
  });
}
const story = fc.array(fc.record({ after: fc.integer({ min: 0, max: 20 * minute }), went }), { maxLength: 40 });

test('It begins to wait only when most of at least five hand-overs within five minutes failed', () => {
  fc.assert(
    fc.property(story, (said) => {
      for (const { before, circuit } of run(said))
        if (before?.waitsUntil === undefined && circuit?.waitsUntil !== undefined)
          assert.ok(circuit.failed >= 5 && circuit.failed > circuit.taken);
    }),
  );
});

test('A pause ends with the first answer after it and with nothing else, and each that follows is twice as long, to half an hour', () => {
  fc.assert(
    fc.property(story, (said) => {
      for (const { before, circuit, at, went } of run(said)) {
        if (before?.waitsUntil === undefined) continue;
        if (at < before.waitsUntil) assert.equal(circuit, before, 'what was on its way says nothing new');
        else if (went.taken > 0) assert.equal(circuit, undefined);
        else if (went.failed > 0) assert.equal((circuit?.waitsUntil ?? 0) - at, Math.min(30, 2 ** before.pauses) * minute);
        else assert.equal(circuit, before);
      }
    }),
  );
});

test('Where nothing fails nothing is remembered, and what failed long ago is forgotten', () => {
  assert.equal(afterOutcomes(undefined, { taken: 50, failed: 0 }, 0), undefined);
  const some = afterOutcomes(undefined, { taken: 0, failed: 4 }, 0);
  assert.equal(some?.failed, 4);
  assert.equal(afterOutcomes(some, { taken: 0, failed: 1 }, 5 * minute - 1)?.waitsUntil, 6 * minute - 1);
  assert.equal(afterOutcomes(some, { taken: 0, failed: 1 }, 5 * minute)?.waitsUntil, undefined);
});

test('Only the faults of a provider count against it; a refusal is an answer', () => {
  const failure = (verdict: Verdict, code: FailureCode) => ({
    state: 'planned' as const,
    failure: new ProviderFailure(verdict, code, 'No.'),
  });
  assert.equal(wentOf(failure('retry_later', 'provider_down')), 'failed');
  assert.equal(wentOf(failure('uncertain', 'answer_lost')), 'failed');
  assert.equal(wentOf(failure('retry_later', 'user_quota')), 'taken');
  assert.equal(wentOf(failure('retry_later', 'address_refused')), 'taken');
  assert.equal(wentOf(failure('reconnect', 'consent_revoked')), 'taken');
  assert.equal(wentOf(failure('never', 'quarantined')), undefined);
  assert.equal(wentOf(failure('retry_now', 'unreachable')), undefined);
  assert.equal(wentOf({ state: 'failed', reason: 'text_unusable', sentence: '' }), undefined);
});
