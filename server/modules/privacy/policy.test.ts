import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { policyUpdated, privacyPolicy } from './policy.ts';

const operator = { name: 'Operator', address: 'Address', email: 'privacy@example.org' };

/** The day and the words of the published policy belong together: who changes the words changes both lines here and the day. */
const published = { day: '2026-11-22', words: '4fe85628c32bfb5e' };

test('the policy’s “last updated” day is that of its words', () => {
  const words = createHash('sha256').update(privacyPolicy(operator)).digest('hex').slice(0, 16);
  assert.deepEqual({ day: policyUpdated, words }, published);
});

test('the policy names the operator and leaves no hole open', () => {
  const text = privacyPolicy(operator);
  assert.match(text, /Operator runs this copy/);
  assert.doesNotMatch(text, /\{\w+\}/);
});
