import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventState, lastAnswer } from './webhook.ts';

const lastTriedAt = '2026-11-22T05:00:00.000Z';
const proven = { lastTriedAt, provenAt: lastTriedAt, endedBecause: null };

test('Every answer of a receiving server is said in words, with what can be done', () => {
  assert.match(lastAnswer({ ...proven, provenAt: null, lastTriedAt: null, lastStatus: null }).words, /proven/);
  assert.equal(lastAnswer({ ...proven, lastTriedAt: null, lastStatus: null }).state, 'off');
  assert.match(lastAnswer({ ...proven, lastStatus: null }).words, /could not be reached/);
  assert.deepEqual(lastAnswer({ ...proven, lastStatus: 204 }), { state: 'on', words: 'It took what it was told (status 204)' });
  for (const because of ['gone', 'failing'] as const)
    assert.match(lastAnswer({ ...proven, endedBecause: because, lastStatus: 204 }).words, /told nothing more/);
  for (const [status, words] of [
    [302, /not followed/],
    [400, /did not take/],
    [401, /another secret/],
    [404, /Check the address/],
    [429, /fewer/],
    [503, /failed on its side/],
  ] as const) {
    const answer = lastAnswer({ ...proven, lastStatus: status });
    assert.equal(answer.state, 'failed');
    assert.match(answer.words, words);
  }
});

test('What became of an event is said with its tries', () => {
  assert.equal(eventState({ state: 'told', tries: 1 }).words, 'Taken');
  assert.equal(eventState({ state: 'told', tries: 3 }).words, 'Taken after 3 tries');
  assert.equal(eventState({ state: 'waiting', tries: 0 }).words, 'Waiting');
  assert.equal(eventState({ state: 'waiting', tries: 1 }).words, 'Waiting after 1 try');
  assert.equal(eventState({ state: 'given_up', tries: 9 }).state, 'failed');
});
