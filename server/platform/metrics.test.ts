import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './metrics.ts';

const figure = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );

test('durations are counted up to each step, apart by their labels, with how many there were and their sum', () => {
  const metrics = createMetrics();
  for (const seconds of [0.02, 0.05, 0.3, 20]) metrics.observe('request_seconds', seconds, { turned_away: 'no' });
  metrics.observe('request_seconds', 0.01, { turned_away: 'yes' });
  const text = metrics.text();
  const upTo = (le: string, turnedAway = 'no') => figure(text, `request_seconds_bucket{turned_away="${turnedAway}",le="${le}"}`);
  assert.deepEqual(
    ['0.025', '0.05', '0.1', '0.5', '10', '+Inf'].map((le) => upTo(le)),
    [1, 2, 2, 3, 3, 4],
  );
  assert.equal(upTo('0.025', 'yes'), 1);
  assert.equal(figure(text, 'request_seconds_count{turned_away="no"}'), 4);
  assert.equal(figure(text, 'request_seconds_sum{turned_away="no"}'), 20.37);
});

test('counts are kept apart by their labels, and the process says how late it was', async () => {
  const metrics = createMetrics();
  metrics.count('mails_total');
  metrics.count('requests_total', { status: '200' });
  metrics.count('requests_total', { status: '200' });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 60));
  await turn();
  for (const until = performance.now() + 200; performance.now() < until; );
  await turn();
  const text = metrics.text();
  assert.deepEqual([figure(text, 'mails_total'), figure(text, 'requests_total{status="200"}')], [1, 2]);
  assert.ok(figure(text, 'nodejs_eventloop_lag_max_seconds') >= 0.15, 'nothing was late for a fifth of a second');
  assert.ok(figure(text, 'nodejs_eventloop_lag_p99_seconds') <= figure(text, 'nodejs_eventloop_lag_max_seconds'));
  assert.ok(figure(text, 'process_resident_memory_bytes') > 1_000_000);
});
