import assert from 'node:assert/strict';
import { request, type IncomingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import { createUserByCommand } from '../../identity/index.ts';
import { asOwner, freshDatabase } from '../../../../test/harness/database.ts';
import { password } from '../../../../test/harness/people.ts';
import { until } from '../../../../test/harness/processes.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantTracked } from '../../../../test/harness/tracked.ts';
import { weakLine } from '../../../../test/harness/weak-line.ts';
import { openDatabase } from '../../../platform/database.ts';
import { createOwnHosts } from './own-hosts.ts';

const database = await freshDatabase();
const line = await weakLine(database);
const publicUrl = 'https://letters.example.org';
const product = await startProduct({ databaseUrl: line.url, settings: { PUBLIC_URL: publicUrl } });
const { tools } = product.app;
const person = { email: 'gil@example.org', password, name: 'Gil Sample', workspaceName: 'Walkers', operator: false };
await createUserByCommand(tools, { kind: 'command' }, person);
const [workspace] = await asOwner(database, 'select workspace_id from workspaces');
const workspaceId = String(workspace?.workspace_id);
const host = 't.example.org';
const nameHost = (name: string) =>
  asOwner(
    database,
    `insert into tracking_domains (workspace_id, host, token, named_at, checked_at, owned_at, answered_at) values ($1, $2, $3, now(), now(), now(), now())
     on conflict (workspace_id) do update set host = excluded.host`,
    [workspaceId, name, 'A'.repeat(32)],
  );
await nameHost(host);

function ask(path: string, under: string, method = 'GET'): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: product.port, path, method, headers: { host: under }, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
    });
    call.on('error', reject).end();
  });
}

test('Under a name of a workspace’s own nothing is said for the names below it, whatever answers there', async () => {
  const { messages } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/a'] });
  const click = messages[0]?.clicks[0]?.[0] ?? '';
  const asked = [
    ['/assets/public.css', 200],
    [`/.well-known/antiphon-tracking/${'A'.repeat(32)}`, 200],
    ['/', 404],
    ['/api/account', 404],
    [click, 302],
    // Now it is known by heart where it leads, and answered before anything else is made of the request.
    [click, 302],
  ] as const;
  for (const [path, status] of asked) {
    const answer = await ask(path, host);
    assert.deepEqual([answer.status, answer.headers['strict-transport-security']], [status, 'max-age=63072000'], path);
  }
  assert.equal((await ask('/', host, 'PURGE')).headers['strict-transport-security'], 'max-age=63072000');
  for (const path of [click, '/', '/healthz'])
    assert.equal(
      (await ask(path, 'letters.example.org')).headers['strict-transport-security'],
      'max-age=63072000; includeSubDomains',
      path,
    );
});

const atOnce = <Found>(found: Promise<Found>) => Promise.race([found, new Promise<'later'>((resolve) => setImmediate(resolve, 'later'))]);

test('What was known is said at once and looked up anew beside; what was changed here is waited for', async () => {
  const hosts = createOwnHosts(tools, publicUrl, { rememberSeconds: 0 });
  assert.equal(hosts.peek(host), 'ask');
  assert.deepEqual(await hosts.whose(host), new Set([workspaceId]));
  await nameHost('u.example.org');
  assert.deepEqual(await atOnce(hosts.whose(host)), new Set([workspaceId]));
  await until('it was looked up', async () => (await hosts.whose(host)) === undefined);
  assert.deepEqual(await hosts.whose('u.example.org:8443'), new Set([workspaceId]));
  await nameHost(host);
  assert.equal(await hosts.isTheirs(host), true, 'before a certificate is got for it');
  await nameHost('u.example.org');
  hosts.forget();
  assert.equal(hosts.peek(host), 'ask');
  assert.equal(await hosts.whose(host), undefined);
  await nameHost(host);
});

test('While the database is away, what was known holds on, nobody is known where nothing was, and this copy’s own names are told apart', async () => {
  const cut = await weakLine(database);
  const away = { log: tools.log, database: openDatabase({ url: cut.url, pool: 1, log: tools.log }) };
  const hosts = createOwnHosts(away, publicUrl, { rememberSeconds: 0 });
  await hosts.whose(host);
  cut.cut();
  for (let time = 0; time < 3; time += 1) assert.deepEqual(await atOnce(hosts.whose(host)), new Set([workspaceId]));
  hosts.forget();
  assert.deepEqual(await hosts.whose(host), new Set([workspaceId]));
  const fresh = createOwnHosts(away, publicUrl);
  assert.equal(await fresh.whose(host), undefined);
  await assert.rejects(fresh.baseOf(workspaceId), 'a message is not made with a guess');
  for (const ours of ['letters.example.org', 'web:3000', '127.0.0.1:3000', '[::1]:3000', undefined])
    assert.equal(await atOnce(fresh.whose(ours)), undefined, ours ?? 'without a name');
  await away.database.close();
});

test('Whether this process lives is said under whatever name, without the database', async () => {
  line.swallow();
  for (const under of ['web:3000', 'checks.example.net:3000']) {
    const answer = await Promise.race([ask('/healthz', under), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    assert.equal((answer as { status?: number } | undefined)?.status, 200, under);
  }
  line.carry();
  assert.equal((await ask('/healthz', host)).status, 404, 'and under the name of a workspace nothing');
});
