import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { publishedCampaign } from '../../test/harness/advocacy.ts';
import { Visitor } from '../../test/harness/people.ts';
import { asOwner } from '../../test/harness/database.ts';
import { startProduct, type Product } from '../../test/harness/product.ts';
import { callerAddress, callerKey } from './http.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);
const { owner } = scene;

const json = { 'content-type': 'application/json' };
/** The server hangs up on a body that is too large; such a connection is not for reuse. */
const once = { ...json, connection: 'close' };
/** One of every kind of answer: pages, screens, API, refusals, assets, stand-ins. */
const answers: [kind: string, ask: () => Promise<Response>, status: number][] = [
  ['the home page', () => owner.request('/'), 200],
  ['an action page', () => owner.request(scene.path), 200],
  ['the policy', () => owner.request('/privacy'), 200],
  ['a program’s figures', () => owner.request('/kept.json'), 200],
  ['a page that is not there', () => owner.request('/nowhere'), 404],
  ['a campaign that is not there', () => owner.request('/c/river-watch/nowhere'), 404],
  ['a letter without a flow', () => new Visitor(product).request('/letter/confirm'), 0],
  ['a form that is too large', () => owner.request(scene.path, { method: 'POST', headers: once, body: 'x'.repeat(300_000) }), 413],
  ['the API', () => owner.request('/api/account'), 200],
  ['an API refusal', () => new Visitor(product).request('/api/account'), 401],
  ['an API input that is no JSON', () => owner.request('/api/session', { method: 'POST', headers: json, body: '{' }), 400],
  ['an API route that is not there', () => owner.request('/api/nowhere'), 404],
  ['the API document', () => owner.request('/api/openapi.json'), 200],
  ['a foreign form', () => owner.request('/api/session', { method: 'DELETE', headers: { origin: 'https://evil.example' } }), 403],
  ['a style sheet', () => owner.request('/assets/public.css'), 200],
  ['an asset that is not there', () => owner.request('/assets/app/none.js'), 404],
  ['the sandbox', () => owner.request('/sandbox'), 200],
  ['a sandbox page that is not there', () => owner.request('/sandbox/nowhere'), 404],
  ['the consent screen refusing', () => owner.request('/sandbox/google/o/oauth2/v2/auth'), 0],
  ['health', () => owner.request('/healthz'), 200],
  ['a method that is not served', () => owner.request('/', { method: 'OPTIONS' }), 405],
];

for (const [kind, ask, status] of answers)
  test(`security headers are on ${kind}`, async () => {
    const answer = await ask();
    if (status !== 0) assert.equal(answer.status, status);
    assert.ok(answer.status < 500);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*|data:(?!;|$| )|http:\/\/(?!localhost)/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(answer.headers.get('cross-origin-opener-policy'), 'same-origin');
    // Frames on partners' sites load style sheets and scripts; nothing else may be taken by another site.
    assert.equal(answer.headers.get('cross-origin-resource-policy'), kind === 'a style sheet' ? 'cross-origin' : 'same-origin');
    assert.match(answer.headers.get('permissions-policy') ?? '', /camera=\(\)/);
    assert.ok(answer.headers.get('cache-control'));
    for (const telling of ['server', 'x-powered-by']) assert.equal(answer.headers.get(telling), null, telling);
    // The API says so even where no other site asked: its own alone.
    assert.ok([null, product.url].includes(answer.headers.get('access-control-allow-origin')));
    const type = answer.headers.get('content-type') ?? '';
    if (/html|text\/plain/.test(type)) assert.match(type, /charset=utf-8/i);
  });

test('each page has a nonce of its own, and every inline script and style carries it', async () => {
  const nonces = new Set<string>();
  for (let reads = 0; reads < 3; reads++) {
    const answer = await owner.request(scene.path);
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
    nonces.add(nonce);
    const page = await answer.text();
    for (const [tag] of page.matchAll(/<(script|style)(?![^>]*\bsrc=)[^>]*>/g)) assert.ok(tag.includes(`nonce="${nonce}"`), tag);
    assert.doesNotMatch(page, /\son[a-z]+=|\sstyle="|javascript:/i);
  }
  assert.equal(nonces.size, 3);
});

test('on HTTPS the cookie is bound to the host, and browsers are told to come by HTTPS alone', async () => {
  const secure = await startProduct({ settings: { PUBLIC_URL: 'https://letters.example.org' } });
  const answer = await fetch(`http://127.0.0.1:${secure.port}/api/session`, { method: 'DELETE' });
  assert.match(answer.headers.get('set-cookie') ?? '', /^__Host-antiphon_session=;.*Secure/);
  assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=63072000/);
});

test('what another site makes a browser do is refused, before anything is looked at', async () => {
  const post = (headers: Record<string, string>) =>
    owner.request('/api/session', { method: 'POST', headers: { ...json, ...headers }, body: '{}' });
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: `${product.url}.evil.example` },
    { origin: product.url.replace('http:', 'https:') },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: product.url },
  ])
    assert.equal((await post(headers as Record<string, string>)).status, 403, JSON.stringify(headers));
  for (const headers of [{}, { origin: product.url }, { 'sec-fetch-site': 'same-origin' }])
    assert.equal((await post(headers as Record<string, string>)).status, 400, JSON.stringify(headers));
  const form = await owner.request(scene.path, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ a: 'b' }),
  });
  assert.equal(form.status, 403);
});

/** Says something to the server that `fetch` would not say. */
async function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(product.url);
  const socket = connect({ host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port) });
  socket.end(text);
  let answer = '';
  for await (const part of socket) answer += String(part);
  return answer;
}

test('TRACE and CONNECT are not served, and a request that two readers could split differently is refused', async () => {
  const trace = await raw('TRACE / HTTP/1.1\r\nHost: x\r\nCookie: canary=1\r\nConnection: close\r\n\r\n');
  assert.match(trace, /^HTTP\/1\.1 (405|400|501)/);
  assert.doesNotMatch(trace, /canary/);
  const both =
    'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n';
  assert.match(await raw(both), /^HTTP\/1\.1 400/);
  assert.match(await raw('GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'), /^HTTP\/1\.1 400/);
});

test('a body that is too large is refused with 413, whether or not its length is told', async () => {
  const large = 'x'.repeat(7 * 1_048_576);
  const path = `/api/workspaces/${scene.workspaceId}/campaigns/${scene.campaignId}/recipient-imports`;
  assert.equal((await owner.request(path, { method: 'POST', headers: once, body: JSON.stringify({ csv: large }) })).status, 413);
  const stream = new Blob([JSON.stringify({ csv: large })]).stream();
  const streamed = await owner.request(path, { method: 'POST', headers: once, body: stream, duplex: 'half' } as RequestInit);
  assert.equal(streamed.status, 413);
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  assert.equal((await owner.request('/api/session', { method: 'POST', headers: json, body: deep })).status, 400);
});

test('a fault of ours says nothing about itself, in the API and on pages', async () => {
  await asOwner(product.databaseUrl, 'alter table campaigns rename to campaigns_away');
  try {
    const list = await owner.request(`/api/workspaces/${scene.workspaceId}/campaigns`);
    assert.equal(list.status, 500);
    assert.doesNotMatch(await list.text(), /campaigns_away|relation|select|node_modules|at .*\.ts/);
    const page = await owner.request(scene.path);
    assert.equal(page.status, 500);
    assert.doesNotMatch(await page.text(), /relation|node_modules|at .*\.ts/);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  } finally {
    await asOwner(product.databaseUrl, 'alter table campaigns_away rename to campaigns');
  }
});

/** From which address the product thinks that a sign-in came. */
async function seenAs(copy: Product, forwarded: string | undefined): Promise<string | null> {
  await fetch(`http://127.0.0.1:${copy.port}/api/session`, {
    method: 'POST',
    headers: { ...json, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
    body: JSON.stringify({ email: 'nobody@example.org', password: 'x' }),
  });
  const [row] = await asOwner(
    copy.databaseUrl,
    `select host(o.ip_address) as address from audit_entries e join audit_origins o on o.workspace_id = e.workspace_id and o.id = e.origin_id
     order by e.at desc, e.seq desc limit 1`,
  );
  return (row?.address as string | null) ?? null;
}

test('Whoever calls by way of trusted proxies is the last who is none of them, however addresses are written', () => {
  const named = callerAddress(['127.0.0.1', '::1', '2001:db8::1']);
  assert.equal(named('127.0.0.1', '203.0.113.9'), '203.0.113.9');
  assert.equal(named('::ffff:127.0.0.1', '203.0.113.9, ::ffff:127.0.0.1'), '203.0.113.9');
  assert.equal(named('2001:DB8:0::1', '198.51.100.1, 2001:DB8::F00'), '2001:db8::f00');
  assert.equal(named('127.0.0.2', '203.0.113.9'), '127.0.0.2');
  assert.equal(named('127.0.0.1', 'not-an-address'), '127.0.0.1');
  const ranges = callerAddress(['10.0.0.0/8', '2001:db8:1::/48']);
  assert.equal(ranges('10.9.8.7', '203.0.113.9, 2001:db8:1::5'), '203.0.113.9');
  assert.equal(ranges('11.0.0.1', '203.0.113.9'), '11.0.0.1');
});

test('X-Forwarded-For of somebody who is no trusted proxy is not believed', async () => {
  const copy = await startProduct({ settings: { TRUSTED_PROXIES: '' } });
  for (const forged of ['203.0.113.9', '10.0.0.1, 203.0.113.9', '127.0.0.1']) assert.equal(await seenAs(copy, forged), '127.0.0.1');
});

test('behind trusted proxies the chain is read from the right, and stops at the first that is not one of them', async () => {
  const copy = await startProduct({ settings: { TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, 2001:db8:1::/48' } });
  assert.equal(await seenAs(copy, '203.0.113.9'), '203.0.113.9');
  assert.equal(await seenAs(copy, '6.6.6.6, 203.0.113.9'), '203.0.113.9');
  assert.equal(await seenAs(copy, '6.6.6.6, 203.0.113.9, 10.1.2.3'), '203.0.113.9');
  assert.equal(await seenAs(copy, '203.0.113.9, 2001:db8:1::5, 10.1.2.3'), '203.0.113.9');
  assert.equal(await seenAs(copy, '127.0.0.1, 203.0.113.9'), '203.0.113.9');
  assert.equal(await seenAs(copy, '::ffff:203.0.113.9'), '203.0.113.9');
  assert.equal(await seenAs(copy, '203.0.113.9, unknown'), '127.0.0.1');
  assert.equal(await seenAs(copy, undefined), '127.0.0.1');
});

test('limits count an IPv4 address, and of IPv6 the /64 that one customer has', () => {
  assert.equal(callerKey('2001:db8:1:2:3:4:5:6'), callerKey('2001:db8:1:2:ffff::1'));
  assert.notEqual(callerKey('2001:db8:1:2::1'), callerKey('2001:db8:1:3::1'));
  assert.notEqual(callerKey('203.0.113.9'), callerKey('203.0.113.10'));
  assert.equal(callerKey('::ffff:203.0.113.9'), callerKey('203.0.113.9'));
  assert.equal(callerKey(undefined), callerKey('nonsense'));
});
