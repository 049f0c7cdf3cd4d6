import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastAnswer } from './webhook.ts';

const lastTriedAt = '2026-11-22T05:00:00.000Z';

test('Every answer of a receiving server is said in words, with what can be done', () => {
  assert.equal(lastAnswer({ lastTriedAt: null, lastStatus: null }).state, 'off');
  assert.match(lastAnswer({ lastTriedAt, lastStatus: null }).words, /could not be reached/);
  assert.deepEqual(lastAnswer({ lastTriedAt, lastStatus: 204 }), { state: 'on', words: 'It took the totals (status 204)' });
  for (const [status, words] of [
    [302, /not followed/],
    [400, /did not take/],
    [401, /another secret/],
    [404, /Check the address/],
    [410, /told nothing more/],
    [429, /fewer/],
    [503, /failed on its side/],
  ] as const) {
    const answer = lastAnswer({ lastTriedAt, lastStatus: status });
    assert.equal(answer.state, 'failed');
    assert.match(answer.words, words);
  }
});
