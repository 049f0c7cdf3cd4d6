import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { Hono } from 'hono';
import { setUp } from '../../test/harness/people.ts';
import { startProduct } from '../../test/harness/product.ts';
import type { PageEnv } from './page.ts';
import { readBody } from './read-body.ts';

const product = await startProduct();
const { owner } = await setUp(product);

/** Somebody who says how long their body is, sends one byte of it once it is asked for, and then nothing. */
async function drip(path: string, type: string, length: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: product.port });
  after(() => socket.destroy());
  const head = [`POST ${path} HTTP/1.1`, 'Host: x', `Content-Type: ${type}`, `Content-Length: ${length}`, 'Expect: 100-continue'];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const [asked] = (await once(socket, 'data')) as [Buffer];
  assert.match(String(asked), /^HTTP\/1\.1 100 /);
  socket.on('error', () => socket.destroy()).write('{');
}
const answered = async (path: string) => (await owner.request(path, { signal: AbortSignal.timeout(5_000) })).status;
const inSixty = <T>(begin: () => Promise<T>) => Promise.all(Array.from({ length: 60 }, begin));

test('sixty whose calls or forms come byte by byte keep nobody else from being answered', async () => {
  await inSixty(() => drip('/api/session', 'application/json', 1000));
  await inSixty(() => drip('/contact', 'application/x-www-form-urlencoded', 1000));
  assert.deepEqual([await answered('/api/account'), await answered('/contact')], [200, 200]);
});

test('neither do sixty whose calls are long', async () => {
  await inSixty(() => drip('/api/session', 'application/json', 1_000_000));
  assert.equal(await answered('/api/account'), 200);
});

const app = new Hono<PageEnv>();
app.use(readBody({ mostBytes: 10, mostSeconds: 0.2, refused: (visit, why) => visit.text(why) }));
app.all('/', async (visit) => visit.text(`read ${await visit.req.text()}`));
const say = async (body: BodyInit | undefined, headers: Record<string, string> = {}) => {
  const answer = await app.request('/', { method: 'POST', body: body ?? null, headers, duplex: 'half' } as RequestInit);
  return [await answer.text(), answer.headers.get('connection')];
};
const chunked = { 'transfer-encoding': 'chunked' };

test('a body is read whole, or refused for what is wrong with it, and then the connection ends', async () => {
  assert.deepEqual(await say('short', { 'content-length': '5' }), ['read short', null]);
  assert.deepEqual(await say(undefined), ['read ', null]);
  assert.deepEqual(await say('0123456789', chunked), ['read 0123456789', null]);
  assert.deepEqual(await say('0123456789a', { 'content-length': '11' }), ['too_large', 'close']);
  assert.deepEqual(await say('0123456789a', chunked), ['too_large', 'close']);
  const silent = new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) });
  assert.deepEqual(await say(silent, chunked), ['too_slow', 'close']);
  const broken = new ReadableStream({ pull: (body) => body.error(new Error('gone')) });
  assert.deepEqual(await say(broken, chunked), ['broken_off', 'close']);
});
