import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { shedLoad } from './shed-load.ts';

async function served(serve: RequestListener, most: number, more: Partial<Parameters<typeof shedLoad>[1]> = {}): Promise<string> {
  const server = createServer(shedLoad(serve, { most, ...more })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

test('whoever would be one too many is told in words when to come back, and is let in when somebody has gone', async () => {
  const held: (() => void)[] = [];
  let turnedAway = 0;
  const url = await served((_request, response) => void held.push(() => response.end('done')), 3, { onTurnedAway: () => turnedAway++ });
  const inside = Array.from({ length: 3 }, () => fetch(url));
  while (held.length < 3) await new Promise((resolve) => setImmediate(resolve));
  const page = await fetch(`${url}/c/river-watch/ford`, { method: 'POST', body: 'a letter' });
  assert.deepEqual([page.status, page.headers.get('retry-after'), page.headers.get('cache-control')], [503, '5', 'no-store']);
  assert.match(await page.text(), /<h1>Please try again in some seconds<\/h1>/);
  const call = await fetch(`${url}/api/workspaces`);
  assert.equal(((await call.json()) as { data: { code: string } }).data.code, 'crowded');
  assert.equal(turnedAway, 2);
  const alive = fetch(`${url}/healthz`);
  while (held.length < 4) await new Promise((resolve) => setImmediate(resolve));
  for (const answer of held.splice(0)) answer();
  assert.deepEqual(
    (await Promise.all([...inside, alive])).map(({ status }) => status),
    [200, 200, 200, 200],
  );
  const next = fetch(url);
  while (held.length < 1) await new Promise((resolve) => setImmediate(resolve));
  held[0]?.();
  assert.equal((await next).status, 200);
});

test('what would be turned away further in is turned away here, and a page comes again by itself', async () => {
  const url = await served((_request, response) => response.end('done'), 3, { isCrowded: ({ url = '' }) => url.startsWith('/letter/') });
  const answers = await Promise.all([fetch(`${url}/letter/status`), fetch(`${url}/c/river-watch/ford`)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [503, 200],
  );
  assert.ok(Number(answers[0].headers.get('refresh')) >= 5);
});

test('a single thing that takes long turns nobody away', async () => {
  const url = await served((_request, response) => {
    const until = performance.now() + 400;
    while (performance.now() < until);
    response.end('done');
  }, 100);
  const answers = await Promise.all([fetch(url), fetch(url), fetch(url)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
});
