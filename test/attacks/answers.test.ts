import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct({ settings: { OPERATOR_EMAIL: 'privacy@example.org' } });
const scene = await publishedCampaign(product);
const { owner, workspaceId, campaignId } = scene;
const partner = await owner.api.partners.add({ workspaceId, campaignId, name: 'Walkers', origins: ['https://walkers.example.org'] });
const flood = new Visitor(product);
const ask =
  (method: string, path: string, init: RequestInit = {}) =>
  () =>
    owner.request(path, { method, ...init });
const json = { 'content-type': 'application/json' };
const signIn = (who: Visitor) =>
  who.request('/api/session', { method: 'POST', headers: json, body: JSON.stringify({ email: 'a@example.org', password: 'x' }) });

async function tooOften(): Promise<Response> {
  for (let tries = 0; tries < 12; tries++) {
    const answer = await signIn(flood);
    if (answer.status === 429) return answer;
  }
  throw new Error('Nobody was ever asked to wait.');
}

const ours = `connect-src 'self'; manifest-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'`;
const typed = (policies: string) => `require-trusted-types-for 'script'; trusted-types ${policies}; report-uri /csp-reports; report-to csp`;
const page = `default-src 'none'; script-src 'nonce-…' 'strict-dynamic'; style-src 'self' 'nonce-…'; img-src 'self' data:; font-src 'self'; ${ours}; form-action 'self' ${product.url}; ${typed("'none'")}`;
const screen = `default-src 'none'; script-src 'nonce-…' 'strict-dynamic'; style-src 'self' 'nonce-…'; img-src 'self' data:; font-src 'self'; ${ours}; form-action 'self'; ${typed('default')}`;
const self = product.url;
const frame = `default-src 'none'; script-src 'nonce-…' 'strict-dynamic'; style-src ${self} 'nonce-…'; img-src ${self} data:; font-src ${self}; connect-src ${self}; manifest-src ${self}; base-uri 'none'; object-src 'none'; frame-ancestors https://walkers.example.org; form-action *; require-trusted-types-for 'script'; trusted-types 'none'; report-uri ${self}/csp-reports; report-to csp`;

/** What every answer carries, whatever made it. */
const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
  'content-security-policy': page,
  'reporting-endpoints': 'csp="/csp-reports"',
};
const html = 'text/html; charset=utf-8';
const plain = 'text/plain; charset=utf-8';
const data = 'application/json';
const forEver = { 'cache-control': 'public, max-age=31536000, immutable' };
const elsewhere = { 'cross-origin-resource-policy': 'cross-origin' };
const app = readdirSync(join(import.meta.dirname, '../../dist/web/assets/app')).find((name) => name.endsWith('.js')) ?? '';

/** One of every kind of answer: its status, its exact type, and where it differs from what every answer carries. */
const kinds: [name: string, ask: () => Promise<Response>, status: number, type: string | null, more?: Record<string, string>][] = [
  ['a public page', ask('GET', '/'), 200, html],
  ['an action page', ask('GET', scene.path), 200, html],
  ['a page that is not there', ask('GET', '/nowhere'), 404, html],
  ['a link that is over', ask('GET', `/recipient/${'x'.repeat(43)}`), 410, html],
  ['a form without its proof', ask('POST', '/contact'), 400, html],
  ['a screen of the web app', ask('GET', '/sign-in'), 200, html, { 'content-security-policy': screen }],
  ['a screen below a workspace', ask('GET', '/w/river-watch'), 200, html, { 'content-security-policy': screen }],
  ['a partner’s frame', ask('GET', new URL(partner.embedUrl).pathname), 200, html, { 'content-security-policy': frame, ...elsewhere }],
  ['the outcome that a frame asks for', ask('GET', `/e/outcome/${'x'.repeat(43)}`), 200, data, elsewhere],
  ['a style sheet', ask('GET', '/assets/public.css'), 200, 'text/css; charset=utf-8', { ...forEver, ...elsewhere }],
  ['a script of the web app', ask('GET', `/assets/app/${app}`), 200, 'text/javascript; charset=utf-8', forEver],
  ['an asset that is not there', ask('GET', '/assets/app/none.js'), 404, html],
  ['the API', ask('GET', '/api/account'), 200, data],
  ['the API to whoever is signed out', () => new Visitor(product).request('/api/account'), 401, data],
  ['the API to the wrong role', ask('GET', `/api/workspaces/wks_${'0'.repeat(32)}`), 404, data],
  ['the API’s document', ask('GET', '/api/openapi.json'), 200, data],
  ['an API route that is not there', ask('GET', '/api/nowhere'), 404, data],
  ['what is no JSON', ask('POST', '/api/session', { headers: json, body: '{' }), 400, data],
  ['what is no input', ask('POST', '/api/session', { headers: json, body: '{}' }), 400, data],
  ['what another site asks for', ask('DELETE', '/api/session', { headers: { origin: 'https://evil.example' } }), 403, plain],
  ['a method that is not served', ask('OPTIONS', '/api/account'), 405, plain],
  ['whoever asks too often', tooOften, 429, data],
  ['a redirect', ask('GET', '/.well-known/change-password'), 302, null],
  ['security.txt', ask('GET', '/.well-known/security.txt'), 200, plain],
  ['health', ask('GET', '/healthz'), 200, data],
  ['figures for machines, asked for through a proxy', ask('GET', '/metrics'), 403, plain],
  ['a report of a browser', ask('POST', '/csp-reports', { body: '{}' }), 204, null],
];

for (const [name, make, status, type, more = {}] of kinds)
  test(`every header is exactly as it should be on ${name}`, async () => {
    const answer = await make();
    assert.equal(answer.status, status, await answer.clone().text());
    assert.equal(answer.headers.get('content-type')?.replace('UTF-8', 'utf-8') ?? null, type);
    for (const [header, value] of Object.entries({ ...always, ...more }))
      assert.equal(answer.headers.get(header)?.replaceAll(/'nonce-[A-Za-z0-9+/]{22}=='/g, "'nonce-…'"), value, header);
    for (const telling of ['server', 'x-powered-by', 'via', 'access-control-allow-credentials'])
      assert.equal(answer.headers.get(telling), null);
    if (status === 429 || status === 503) assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  });

test('a policy has none of the weaknesses by which policies are passed', () => {
  for (const policy of [page, screen, frame]) {
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
    assert.deepEqual(scripts.split(' '), ["'nonce-…'", "'strict-dynamic'"], 'no host, no scheme, no unsafe-*');
    for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"])
      assert.ok(policy.includes(part), part);
    assert.doesNotMatch(policy, /unsafe|http:\/\/(?!localhost)|script-src[^;]*(data:|blob:|\*)/);
  }
});

test('over HTTPS every answer asks for HTTPS for two years, and both cookies are bound to the host', async () => {
  const secure = await startProduct({ settings: { PUBLIC_URL: 'https://letters.example.org' } });
  const at = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${String(secure.port)}${path}`, { redirect: 'manual', ...init });
  for (const answer of [
    await at('/'),
    await at('/api/account'),
    await at('/nowhere'),
    await at('/assets/public.css'),
    await at('/sign-in'),
  ])
    assert.equal(answer.headers.get('strict-transport-security'), 'max-age=63072000; includeSubDomains');
  const out = await at('/api/session', { method: 'DELETE' });
  assert.match(out.headers.get('set-cookie') ?? '', /^__Host-antiphon_session=;.* Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  assert.equal(out.headers.get('clear-site-data'), '"cache"');
});

test('an API body that is not JSON by its own word is not read, nor is one of a page without an origin', async () => {
  const body = JSON.stringify({ email: 'owner@example.org', password: 'x' });
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json-patch+json',
    '',
  ])
    assert.equal((await owner.request('/api/session', { method: 'POST', headers: { 'content-type': type }, body })).status, 415, type);
  const form = await owner.request('/api/session', { method: 'POST', body: new URLSearchParams({ email: 'a@example.org' }) });
  assert.equal(form.status, 415);
  const nowhere = await owner.request('/api/session', { method: 'POST', headers: { ...json, origin: 'null' }, body });
  assert.equal(nowhere.status, 403);
});

test('no page of another site loads anything from the API, but a person may follow a link to it', async () => {
  // `fetch` of Node says of itself in which mode it asks.
  const status = (site: string, mode: string) =>
    new Promise((resolve, reject) => {
      const headers = {
        cookie: `antiphon_session=${owner.cookies.get('antiphon_session') ?? ''}`,
        'sec-fetch-site': site,
        'sec-fetch-mode': mode,
      };
      get({ host: '127.0.0.1', port: product.port, path: '/api/account', headers, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });
  assert.equal(await status('cross-site', 'no-cors'), 403);
  assert.equal(await status('same-site', 'cors'), 403);
  assert.equal(await status('cross-site', 'navigate'), 200);
  assert.equal(await status('same-origin', 'cors'), 200);
});

test('security.txt says what RFC 9116 asks for and ends within a year, and its policy can be read', async () => {
  const text = await (await owner.request('/.well-known/security.txt')).text();
  const fields = new Map(
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: (.*)/s) as [string, string]),
  );
  assert.deepEqual([...fields.keys()], ['Contact', 'Expires', 'Preferred-Languages', 'Canonical', 'Policy']);
  assert.equal(fields.get('Contact'), 'mailto:privacy@example.org');
  assert.equal(fields.get('Canonical'), `${product.url}/.well-known/security.txt`);
  const left = Date.parse(fields.get('Expires') ?? '') - product.clock.now().getTime();
  assert.ok(left > 30 * 86_400_000 && left < 365 * 86_400_000);
  const policy = await owner.request(new URL(fields.get('Policy') ?? '').pathname);
  assert.match(await policy.text(), /Reporting a weakness[\s\S]*mailto:privacy@example\.org/);
  const change = await owner.request('/.well-known/change-password');
  assert.deepEqual([change.status, change.headers.get('location')], [302, '/account']);
});

test('a browser’s report is counted by what was kept from happening, and nothing of the page it names is kept', async () => {
  const report = (body: unknown) =>
    owner.request('/csp-reports', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, body: JSON.stringify(body) });
  await report({ 'csp-report': { 'document-uri': `${product.url}/recipient/canary-secret`, 'violated-directive': 'script-src-elem' } });
  await report([{ type: 'csp-violation', body: { documentURL: `${product.url}/recipient/canary-secret`, effectiveDirective: 'img-src' } }]);
  await report([{ type: 'csp-violation', body: { effectiveDirective: 'canary-secret"} 1' } }]);
  for (const nothing of [null, 7, [], 'x', { 'csp-report': {} }]) assert.equal((await report(nothing)).status, 204);
  assert.equal(
    (await owner.request('/csp-reports', { method: 'POST', headers: { connection: 'close' }, body: 'x'.repeat(100_000) })).status,
    413,
  );
  const figures = await (await fetch(`http://127.0.0.1:${String(product.port)}/metrics`)).text();
  for (const directive of ['script-src-elem', 'img-src', 'other'])
    assert.match(figures, new RegExp(`^antiphon_csp_violations_total\\{directive="${directive}"\\} 1$`, 'm'));
  assert.doesNotMatch(figures, /canary/);
});

test('whoever sends reports without end is answered as before, and no longer listened to', async () => {
  const browser = new Visitor(product);
  const report = () =>
    browser.request('/csp-reports', { method: 'POST', body: JSON.stringify({ 'csp-report': { 'violated-directive': 'font-src' } }) });
  assert.equal((await report()).status, 204);
  await asOwner(product.databaseUrl, 'update rate_windows set used = used + 600');
  assert.equal((await report()).status, 204);
  const figures = await (await fetch(`http://127.0.0.1:${String(product.port)}/metrics`)).text();
  assert.match(figures, /^antiphon_csp_violations_total\{directive="font-src"\} 1$/m);
  await asOwner(product.databaseUrl, 'delete from rate_windows');
});
