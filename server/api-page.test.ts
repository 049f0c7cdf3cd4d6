import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../test/harness/database.ts';
import { startProduct } from '../test/harness/product.ts';

const product = await startProduct();
const read = async (path: string) => {
  const answer = await fetch(`${product.url}${path}`, { redirect: 'manual' });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

test('people read the API on a page of the copy: every call, a search, and one call in full', async () => {
  const all = await read('/api');
  assert.equal(all.status, 200);
  assert.match(all.type ?? '', /^text\/html/);
  assert.match(all.text, /call=campaigns\.create/);
  const some = await read('/api?q=suppress+csv');
  assert.match(some.text, /call=suppressions\.importCsv/);
  assert.doesNotMatch(some.text, /call=campaigns\.create/);
  const one = await read('/api?call=campaigns.create');
  for (const words of ['Idempotency-Key', 'curl -X POST', 'antiphon.campaigns.create(', 'campaigns.change', '422'])
    assert.ok(one.text.includes(words), words);
});

test('the page and the description are counted and let in like every call', async () => {
  for (const path of ['/api', '/api/openapi.json']) {
    const answer = await fetch(`${product.url}${path}`);
    assert.match(answer.headers.get('ratelimit-policy') ?? '', /^"address";/, path);
    await answer.text();
  }
  await asOwner(product.databaseUrl, 'update rate_windows set used = 6000');
  for (const path of ['/api', '/api/openapi.json']) assert.equal((await read(path)).status, 429, path);
  product.clock.move({ minutes: 2 });
});

test('what is searched for never becomes markup, and a call that is not there leads to the list', async () => {
  assert.doesNotMatch((await read('/api?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')).text, /<script>alert/);
  assert.equal((await read('/api?call=nothing')).status, 302);
});
