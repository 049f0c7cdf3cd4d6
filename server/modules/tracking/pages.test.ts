import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner, freshDatabase } from '../../../test/harness/database.ts';
import { setUp, stranger } from '../../../test/harness/people.ts';
import { until } from '../../../test/harness/processes.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { plantTracked } from '../../../test/harness/tracked.ts';
import { weakLine } from '../../../test/harness/weak-line.ts';
import { readId } from '../../platform/ids.ts';
import { writeTracked } from './ticket.ts';

const product = await startProduct();
const workspaceId = readId('workspace', (await setUp(product)).workspaceId);
const elsewhere = readId('workspace', (await stranger(product)).workspaceId);
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const get = (path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}) =>
  fetch(`${product.url}${path}`, { redirect: 'manual', method, headers: { 'user-agent': browser, ...headers } });
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const hitsOf = async (campaignId: string) =>
  Number((await look('select count(*)::int as n from tracked_hits where campaign_id = $1', [campaignId]))[0]?.n);
const metric = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(product.app.metrics.text())?.[1] ?? 0);

test('A link leads where its campaign wrote it, whatever the request says, and no ticket that was altered leads anywhere', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/a'] });
  const path = messages[0]?.clicks[0]?.[0] ?? '';
  for (const query of ['', '?url=https://evil.example', '?to=//evil.example', '#x', '?%0d%0aLocation:%20https://evil.example']) {
    const answer = await get(`${path}${query}`);
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, 'https://example.org/a'], query);
    assert.deepEqual(answer.headers.getSetCookie(), []);
  }
  const before = await hitsOf(campaignId);
  const altered = [
    `${path}x`,
    path.slice(0, -1),
    path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    `${path.slice(0, 60)}AAAA${path.slice(64)}`,
  ];
  for (const wrong of [
    ...altered,
    '/c/x',
    '/c/%00',
    '/c/https:%2f%2fevil.example',
    '/c/%2f%2fevil.example',
    '/o/x.gif',
    path.replace('/c/', '/o/'),
  ]) {
    const answer = await get(wrong);
    assert.deepEqual([answer.status, answer.headers.get('location')], [404, null], wrong);
    assert.match(await answer.text(), /This link leads nowhere/);
  }
  assert.equal(await hitsOf(campaignId), before);
});

test('A ticket that names another workspace than that of its campaign finds nothing there and notes nothing', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/b'] });
  const { tools } = product.app;
  const [row] = await look('select id from outreach_links where campaign_id = $1', [campaignId]);
  const ticket = {
    kind: 'click',
    campaignId,
    step: 1,
    variant: 'a',
    linkId: String(row?.id),
    enrolmentId: messages[0]?.enrolmentId ?? '',
  } as const;
  // Made with our own keys: no stranger could make it, and even so it leads nowhere.
  const answer = await get(`/c/${writeTracked(tools, { ...ticket, workspaceId: elsewhere })}`);
  assert.equal(answer.status, 404);
  assert.equal(await hitsOf(campaignId), 0);
});

test('HEAD is answered like GET and known for what it is; an address with letters of the world becomes one that a header can hold', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://пример.example/путь?q=ü'] });
  const answer = await get(messages[0]?.clicks[0]?.[0] ?? '', { method: 'HEAD' });
  assert.deepEqual(
    [answer.status, answer.headers.get('location')],
    [302, 'https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C?q=%C3%BC'],
  );
  assert.deepEqual(await look('select kind, head, ahead from tracked_hits where campaign_id = $1', [campaignId]), [
    { kind: 'click', head: true, ahead: false },
  ]);
});

test('Who asks is the address of the socket: nobody else’s word is believed', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/c'] });
  await get(messages[0]?.clicks[0]?.[0] ?? '', {
    headers: { 'x-forwarded-for': 'not-an-address, 203.0.113.9', 'x-real-ip': '203.0.113.9' },
  });
  const [row] = await look('select host(ip_address) as ip from tracked_hits where campaign_id = $1', [campaignId]);
  // The harness trusts a proxy on this machine, so the last address before it counts, and no other header does.
  assert.equal(row?.ip, '203.0.113.9');
});

test('In a flood of one link every request is answered, and no more than sixty a minute are written down', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/d'] });
  const { pathname: path } = new URL(`${product.url}${messages[0]?.clicks[0]?.[0] ?? ''}`);
  await get(path);
  const [port, rounds, lanes] = [Number(new URL(product.url).port), 100, 20];
  const statuses = await Promise.all(Array.from({ length: lanes }, () => raw(port, path, rounds)));
  assert.deepEqual([...new Set(statuses.flat())], ['302']);
  assert.equal(statuses.flat().length, rounds * lanes);
  assert.equal(await hitsOf(campaignId), 60);
  assert.equal(metric('antiphon_tracked_hits_left_out_total'), rounds * lanes + 1 - 60);
});

test('While nothing can be written down the redirect works, answers within half a second, and what happened is written down afterwards', async () => {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 3, urls: ['https://example.org/e'] });
  const paths = messages.map(({ clicks }) => clicks[0]?.[0] ?? '');
  await get(paths[0] ?? '');
  assert.equal(await hitsOf(campaignId), 1);
  const holder = new pg.Client({ connectionString: product.databaseUrl });
  await holder.connect();
  await holder.query('begin; lock table tracked_hits in access exclusive mode');
  for (const path of paths.slice(1)) {
    const began = performance.now();
    assert.equal((await get(path)).headers.get('location'), 'https://example.org/e');
    assert.ok(performance.now() - began < 2_500, 'the answer waited for the database');
  }
  assert.equal(product.app.hits.waiting(), 2);
  await holder.query('rollback');
  await holder.end();
  await until('the hits are written down', async () => (await hitsOf(campaignId)) === 3);
});

test('While the database is away a link that was asked for lately leads, one that was not says when to come again, and no hit is lost', async () => {
  const database = await freshDatabase();
  const line = await weakLine(database);
  const copy = await startProduct({ databaseUrl: line.url });
  const here = readId('workspace', (await setUp(copy)).workspaceId);
  const asked = await plantTracked(copy, here, { count: 2, urls: ['https://example.org/f'] });
  const other = await plantTracked(copy, here, { count: 1, urls: ['https://example.org/g'] });
  const at = (path: string) => fetch(`${copy.url}${path}`, { redirect: 'manual', headers: { 'user-agent': browser } });
  const [first = '', second = ''] = asked.messages.map(({ clicks }) => clicks[0]?.[0] ?? '');
  await at(first);
  line.swallow();
  const began = performance.now();
  assert.equal((await at(second)).headers.get('location'), 'https://example.org/f');
  assert.ok(performance.now() - began < 2_500, 'the answer waited for the database');
  const unknown = await at(other.messages[0]?.clicks[0]?.[0] ?? '');
  assert.equal(unknown.status, 503);
  assert.match(await unknown.text(), /try again/);
  line.carry();
  const kept = async () => (await asOwner(database, 'select 1 from tracked_hits where campaign_id = $1', [asked.campaignId])).length;
  await until('the hits are written down', async () => (await kept()) === 2);
  assert.doesNotMatch(copy.app.metrics.text(), /antiphon_tracked_hits_lost_total/);
});

/** Asks again and again over one connection; gives the statuses. */
function raw(port: number, path: string, rounds: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const statuses: string[] = [];
    const socket = connect(port, '127.0.0.1');
    const ask = () => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${browser}\r\n\r\n`);
    let said = '';
    socket.on('data', (part) => {
      said += part.toString('latin1');
      if (!/\r\n\r\n/.test(said)) return;
      statuses.push(said.slice(9, 12));
      said = '';
      if (statuses.length < rounds) ask();
      else socket.end(() => resolve(statuses));
    });
    socket.on('error', reject);
    ask();
  });
}
