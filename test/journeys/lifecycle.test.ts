import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { antiphon, databasePid, isAlive, newFolder, newKeys, run, startCopy, until, type Copy } from '../harness/processes.ts';
import { password } from '../harness/people.ts';
import { callerWith, scriptFor, type Script } from '../harness/script.ts';

const dataDir = newFolder();
const readiness = async (copy: Copy) => (await fetch(`${copy.url}/readyz`)).status;
const campaignsOf = async (copy: Copy, { workspaceId, token }: Script) => {
  const call = callerWith(copy.url, token);
  return (await call<{ campaigns: { name: string }[] }>('GET', `/workspaces/${workspaceId}/campaigns`)).campaigns.map(({ name }) => name);
};
let script: Script;

/** One plain sentence on standard error, nothing on standard output, exit code 1. */
async function refuses(settings: Record<string, string>, sentence: RegExp, words = ['serve']): Promise<void> {
  const { code, out, errors } = await antiphon(words, settings);
  assert.equal(code, 1, out + errors);
  assert.equal(out, '');
  assert.match(errors, sentence);
  assert.doesNotMatch(errors, /^\s+at /m);
  assert.equal(errors.trim().split('\n').length, 1, errors);
}

test('the first start prints one address and a code; Ctrl-C ends the product, then its database', async () => {
  const copy = await startCopy({ DATA_DIR: dataDir });
  assert.deepEqual(copy.out().match(/https?:\/\/\S+/g), [`${copy.url}/setup`]);
  const [, setupCode = ''] = await copy.says(/^Setup code \(works once\): (\S+)$/m);
  const body = JSON.stringify({ setupCode, name: 'Olga Sample', email: 'olga@example.org', password, workspaceName: 'River Watch' });
  const headers = { 'content-type': 'application/json', origin: copy.url };
  const complete = () => fetch(`${copy.url}/api/setup`, { method: 'POST', headers, body });
  assert.equal((await complete()).status, 200);
  assert.notEqual((await complete()).status, 200);
  const database = databasePid(dataDir) ?? 0;
  assert.ok(isAlive(database));
  assert.equal(await copy.stop('SIGINT'), 0);
  assert.equal(isAlive(database), false);
  assert.equal(databasePid(dataDir), undefined);
});

test('the second start says no code, and what a killed copy had committed is there', async (t) => {
  const before = performance.now();
  const copy = await startCopy({ DATA_DIR: dataDir });
  t.diagnostic(`ready after ${Math.round(performance.now() - before)} ms`);
  assert.match(copy.out(), new RegExp(`^Antiphon is ready: ${copy.url}$`, 'm'));
  assert.doesNotMatch(copy.out(), /code/i);
  script = await scriptFor(copy);
  const database = databasePid(dataDir) ?? 0;
  await script.call('POST', `/workspaces/${script.workspaceId}/campaigns`, { name: 'Committed before the end' });
  await copy.kill();
  assert.ok(isAlive(database));

  const next = await startCopy({ DATA_DIR: dataDir });
  assert.equal(databasePid(dataDir), database);
  assert.deepEqual(await campaignsOf(next, script), ['Committed before the end']);
  assert.equal(await next.stop('SIGTERM'), 0);
  assert.equal(isAlive(database), false);
});

test('while the database is away the product says so, and it goes on when the database was started again', async () => {
  const copy = await startCopy({ DATA_DIR: dataDir });
  const database = databasePid(dataDir) ?? 0;
  assert.equal(await readiness(copy), 200);
  process.kill(database, 'SIGKILL');
  await until('the product notices', async () => (await readiness(copy)) === 503);
  assert.equal((await fetch(`${copy.url}/healthz`)).status, 200);
  await until('the database is back', async () => (await readiness(copy)) === 200);
  assert.notEqual(databasePid(dataDir), database);
  assert.deepEqual(await campaignsOf(copy, script), ['Committed before the end']);

  await refuses({ ...copy.settings, PORT: '65534' }, /Another copy of Antiphon \(process \d+\) already works on the data folder/);
  assert.equal(await readiness(copy), 200);
  assert.equal(await copy.stop(), 0);
  assert.equal(databasePid(dataDir), undefined);
});

test('Ctrl-C during the start leaves nothing behind', async () => {
  const folder = newFolder();
  const starting = run('server/main.ts', ['serve'], { DATA_DIR: folder, PORT: '65533' });
  const database = await until('the database is noted', () => databasePid(folder));
  assert.equal(await starting.stop('SIGINT'), 0);
  assert.equal(isAlive(database), false);
});

test('what cannot work is said in one sentence before anything is changed', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const fresh = newFolder();
  const { port } = taken.address() as AddressInfo;
  const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://letters.example.org', DATA_DIR: fresh, SANDBOX: 'on' };
  await Promise.all([
    refuses({ DATA_DIR: fresh, PORT: String(port) }, /^antiphon: Port \d+ is taken by another program\./),
    refuses(production, /^antiphon: ENCRYPTION_KEYS is missing\./),
    refuses({ ...production, ENCRYPTION_KEYS: 'short:AAAA' }, /^antiphon: .*key/i),
    refuses(
      { ...production, ENCRYPTION_KEYS: newKeys(), SANDBOX: 'off' },
      /^antiphon: GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET must be set/,
    ),
    refuses({ DATA_DIR: fresh, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '65532' }, /DATABASE_URL cannot be reached/),
    refuses({ DATA_DIR: fresh, PORT: '65532' }, /^antiphon: Separate web and worker processes need a database/, ['worker']),
  ]);
  taken.close();
  assert.ok(!existsSync(fresh) || readdirSync(fresh).length === 0);
});

test('a database of a newer version is left as it is', async () => {
  const settings = { DATABASE_URL: await freshDatabase(), DATA_DIR: newFolder(), PORT: '65531' };
  const look = () => asOwner(settings.DATABASE_URL, 'select * from migrations order by name');
  await asOwner(settings.DATABASE_URL, "insert into migrations (name, applied_at) values ('9999_future.sql', now())");
  const before = await look();
  await refuses(settings, /belongs to a newer version of Antiphon \(it has 9999_future\.sql\).*nothing was changed/);
  assert.deepEqual(await look(), before);
});
