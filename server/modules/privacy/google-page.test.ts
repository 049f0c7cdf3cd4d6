import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedScopes } from '../../providers/google/authorization-url.ts';
import { scopesInWords } from './google-page.ts';

test('every scope that is asked for is explained on the page for Google, and none that is not', () => {
  assert.deepEqual(Object.keys(scopesInWords).sort(), [...askedScopes].sort());
});
