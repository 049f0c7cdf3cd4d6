import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crowdedAt } from './gates.ts';
import { createTurnstile } from './modules/supporters/index.ts';
import type { PageRoute } from './platform/page.ts';

const page = (path: `/${string}`, more: Partial<PageRoute> = {}): PageRoute => ({
  ...{ method: 'GET', path, does: 'A sample page' },
  handle: () => new Response(),
  ...more,
});
const pages = [
  page('/letter/status'),
  page('/partner/:id'),
  page('/l/:code{[a-z]+}'),
  page('/c/:workspace/:campaign', { remembered: () => undefined }),
  page('/letter/confirm', { ownGate: true }),
  page('/contact', { method: 'POST' }),
];
const roomFor = (atOnce: number) => createTurnstile({ atOnce, waiting: 0, longestWaitMilliseconds: 1_000 });

test('at the door of a full house whoever looks at a page of the gate is turned away, and nobody else', () => {
  const isCrowded = crowdedAt(roomFor(0), pages, 600);
  for (const url of ['/letter/status', '/letter/status?again=1', '/partner/ptn_1', '/l/abc']) {
    assert.equal(isCrowded({ method: 'GET', url }), true, url);
    assert.equal(isCrowded({ method: 'POST', url }), false, url);
  }
  for (const url of ['/c/river-watch/ford', '/letter/confirm', '/contact', '/letter/status/more', '/partner/', '/api/account'])
    assert.equal(isCrowded({ method: 'GET', url }), false, url);
  assert.equal(isCrowded({}), false);
});

test('where there is room nobody is turned away at the door', () => {
  assert.equal(crowdedAt(roomFor(1), pages, 600)({ method: 'GET', url: '/letter/status' }), false);
});
