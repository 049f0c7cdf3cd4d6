import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { settings } from '../../server/config.ts';
import { addCampaign } from '../harness/advocacy.ts';
import { setUp, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { operationsOf } from './operations.ts';

const root = join(import.meta.dirname, '../..');

/** What keys and tokens look like. Scanners of others look for the same. */
const shapes: Record<string, RegExp> = {
  'a private key': /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/,
  'a secret of an OAuth client at Google': /GOCSPX-[A-Za-z0-9_-]{20,}/,
  'a token of Google': /\b(ya29\.[A-Za-z0-9_-]{20,}|AIza[A-Za-z0-9_-]{35})\b/,
  'a key of a cloud or a code host': /\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abps]-[A-Za-z0-9-]{10,}|npm_[A-Za-z0-9]{36})\b/,
  'an API token of ours': /\bantiphon_[A-Za-z0-9_-]{49}\b/,
  'a secret of a webhook': /\bwhsec_[A-Za-z0-9+/]{24,}/,
  'a key of 32 bytes':
    /(secret|key|token|password)[A-Za-z_ "']{0,12}[:=]\s{0,2}["'`]?([A-Za-z0-9_-]+:)?[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/i,
  'a password in an address': /\b(postgres(ql)?|smtps?|https?):\/\/[^\s/:@'"`…${}]+:[^\s/@'"`…${}]{8,}@/,
};
/** Published by others as examples, and known to everybody. */
const published = new Set(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'antiphon_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']);

function* filesUnder(folder: string, skip: ReadonlySet<string> = new Set()): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (skip.has(entry.name)) continue;
    if (entry.isDirectory()) yield* filesUnder(path, skip);
    else if (entry.isFile() && statSync(path).size < 4_000_000) yield path;
  }
}

function secretsIn(path: string): string[] {
  const text = readFileSync(path, 'latin1');
  return Object.entries(shapes).flatMap(([what, shape]) => {
    const found = [...text.matchAll(new RegExp(shape, `g${shape.flags}`))].map(([match]) => match);
    return found.filter((match) => !published.has(match)).map((match) => `${relative(root, path)}: ${what} (${match.slice(0, 24)}…)`);
  });
}

test('no file of the repository holds what looks like a key, a token or a password', () => {
  const files = [...filesUnder(root, new Set(['node_modules', '.git', 'data', 'dist']))];
  assert.ok(files.length > 500, String(files.length));
  assert.deepEqual(files.flatMap(secretsIn), []);
});

test('the shapes are found where they are', () => {
  const key = randomBytes(32).toString('base64');
  const planted = {
    'a private key': ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
    'a secret of an OAuth client at Google': `GOCSPX-${'a'.repeat(24)}`,
    'a token of Google': `ya29.${'a'.repeat(24)}`,
    'a key of a cloud or a code host': `AKIA${'A'.repeat(16)}`,
    'an API token of ours': `antiphon_${'b'.repeat(49)}`,
    'a secret of a webhook': `whsec_${key}`,
    'a key of 32 bytes': `ENCRYPTION_KEYS='2026-11:${key}'`,
    'a password in an address': ['postgres://antiphon', 'correct-horse@db.example.org/antiphon'].join(':'),
  };
  for (const [what, shape] of Object.entries(shapes)) assert.match(planted[what as keyof typeof planted], shape);
});

test('what browsers download holds no secret, no name of a secret setting and no map of its sources', () => {
  const files = [...filesUnder(join(root, 'dist/web'))];
  assert.ok(files.length > 5);
  assert.deepEqual(files.flatMap(secretsIn), []);
  const names = Object.entries(settings).flatMap(([name, setting]) => ('secret' in setting ? [name] : []));
  assert.ok(names.length >= 5);
  for (const path of files) {
    assert.doesNotMatch(path, /\.map$/);
    if (!/\.(js|css|html)$/.test(path)) continue;
    const text = readFileSync(path, 'utf8');
    for (const name of names) assert.ok(!text.includes(name), `${relative(root, path)} names ${name}`);
    assert.doesNotMatch(text, /sourceMappingURL=/);
  }
});

test('no page, no route and no line of the log of a running copy carries a secret of its settings', async () => {
  const canary = `canary-${randomBytes(12).toString('hex')}`;
  const key = randomBytes(32).toString('base64');
  const logged: string[] = [];
  const keep = (event: string, facts: unknown) => logged.push(`${event} ${JSON.stringify(facts)}`);
  const product = await startProduct({
    log: { debug: keep, info: keep, warn: keep, error: keep },
    settings: {
      ENCRYPTION_KEYS: `canary:${key}`,
      SMTP_URL: `smtp://user:${canary}-smtp@127.0.0.1:9`,
      METRICS_TOKEN: `${canary}-metrics`,
      GOOGLE_CLIENT_ID: 'client.example.org',
      GOOGLE_CLIENT_SECRET: `${canary}-google`,
      MICROSOFT_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
      MICROSOFT_CLIENT_SECRET: `${canary}-microsoft`,
    },
  });
  const { owner, workspaceId, slug } = await setUp(product);
  const scene = await addCampaign({ product, owner, workspaceId, path: `/c/${slug}/` }, 'ford');
  const things: Record<string, string> = { workspaceId, campaignId: scene.campaignId, what: 'days' };
  const routes = (await operationsOf(owner)).filter(({ method }) => method === 'GET');
  const pages = product.app.server.routes.filter(({ method, path }) => method === 'GET' && !/\*|^\/api/.test(path));
  const paths = [
    ...routes.map(({ path }) => path.replace(/\{(\w+)\}/g, (_whole, name: string) => things[name] ?? 'x')),
    ...pages.map(({ path }) => path.replace(':workspace', slug).replace(':campaign', 'ford').replace(/:\w+/g, 'x')),
    ...['/sign-in', '/operator', '/nowhere', '/api/nowhere', '/metrics'],
  ];
  assert.ok(paths.length > 60, String(paths.length));
  const secrets = [canary, key, new URL(product.databaseUrl).password].filter((one) => one !== '');
  for (const visitor of [owner, new Visitor(product)])
    for (const path of paths) {
      const answer = await visitor.request(path);
      const all = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
      for (const secret of secrets) assert.ok(!all.includes(secret), `${path} carries a secret`);
    }
  assert.ok(logged.length > 60);
  for (const secret of secrets) assert.ok(!logged.some((line) => line.includes(secret)));
});
