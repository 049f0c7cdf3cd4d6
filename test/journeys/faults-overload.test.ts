import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsker, fromAddress } from '../../bench/ask.ts';
import { publishedCampaign } from '../harness/advocacy.ts';
import { startProduct } from '../harness/product.ts';

test('far more than can be served: pages and calls are answered or turned away with a time to come back, and afterwards it is as before', async (t) => {
  const scene = await publishedCampaign(await startProduct());
  const { product, owner, workspaceId, path } = scene;
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const asker = createAsker(Infinity);
  const ask = async (url: string, at: number) => {
    const { status, retryAfter } = await asker.ask(`${product.url}${url}`, { headers: { ...fromAddress(at), cookie } });
    return { status, retryAfter };
  };
  const calls = `/api/workspaces/${workspaceId}/campaigns`;
  assert.deepEqual([(await ask(path, 0)).status, (await ask(calls, 0)).status], [200, 200]);
  const answers = await Promise.all(Array.from({ length: 1200 }, (_, at) => ask(at % 2 === 0 ? path : calls, at)));
  const turnedAway = answers.filter(({ status }) => status !== 200);
  t.diagnostic(`${answers.length - turnedAway.length} answered, ${turnedAway.length} turned away`);
  for (const { status, retryAfter } of turnedAway)
    assert.ok((status === 503 || status === 429) && Number(retryAfter) > 0, `${status} ${retryAfter}`);
  for (const parity of [0, 1])
    assert.ok(
      answers.some(({ status }, at) => at % 2 === parity && status === 200),
      'nobody was let in',
    );
  assert.ok(turnedAway.length > 0, 'nobody was turned away');
  assert.deepEqual([(await ask(path, 1)).status, (await ask(calls, 1)).status], [200, 200]);
  const long = await fetch(`${product.url}${calls}`, {
    method: 'POST',
    headers: { cookie, origin: product.url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'x'.repeat(300_000) }),
  });
  assert.equal(long.status, 400, 'a long body goes by a gate of its own and is looked at');
  asker.close();
});
