import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './compare.ts';

const fine = { sent: 1, accepted: 1, told: true };

test('A letter that was taken, left once, and is shown as sent is neither lost nor doubled', () => {
  assert.deepEqual(judge('taken', fine), { lost: false, doubled: 0 });
});

test('A letter is lost when it never left, when the ledger does not know of it, or when its page does not say so', () => {
  for (const wrong of [{ sent: 0 }, { accepted: 0 }, { told: false }])
    assert.equal(judge('taken', { ...fine, ...wrong }).lost, true, JSON.stringify(wrong));
});

test('A letter that left twice is doubled, and so is one whose supporter was turned away', () => {
  assert.equal(judge('taken', { ...fine, sent: 2 }).doubled, 1);
  assert.equal(judge('turned_away', { ...fine, told: false }).doubled, 1);
});

test('Who had no proper answer was promised nothing, but ledger and outbox must agree about them', () => {
  assert.deepEqual(judge('neither', { sent: 0, accepted: 0, told: false }), { lost: false, doubled: 0 });
  assert.deepEqual(judge('neither', { sent: 1, accepted: 1, told: false }), { lost: false, doubled: 0 });
  assert.equal(judge('neither', { sent: 1, accepted: 0, told: false }).lost, true);
  assert.equal(judge('neither', { sent: 0, accepted: 1, told: false }).lost, true);
});
