import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedOf } from './filter.ts';

test('Days in the URL are whole days where the reader is, the last one to its end', () => {
  const { from, to } = askedOf({ from: '2026-11-20', to: '2026-11-22' });
  assert.equal(from, new Date(2026, 10, 20).toISOString());
  assert.equal(to, new Date(new Date(2026, 10, 23).getTime() - 1).toISOString());
});

test('What is no day is left out, and so is what was not chosen', () => {
  assert.deepEqual(askedOf({ from: 'yesterday', to: '2026-13-45', action: '' }), {});
  assert.deepEqual(askedOf({ action: 'recipients', member: 'usr_1', about: 'rcp_1' }), {
    ...{ action: 'recipients', memberId: 'usr_1', subjectId: 'rcp_1' },
  });
});
