import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgresError, findEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;
const scratch = mkdtempSync(path.join(tmpdir(), 'antiphon database-'));
const folder = path.join(scratch, 'a folder with spaces');
let postgres: EmbeddedPostgres;

before(async () => {
  chmodSync(scratch, 0o711);
  postgres = await startEmbeddedPostgres({ folder });
});

after(async () => {
  await postgres.stop();
  rmSync(scratch, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Another process that brings the folder up and stays, and the first thing it said: what it got, or why it was refused. */
async function anotherApp(where: string): Promise<{ app: ChildProcess; said: { pid?: number; error?: string; message?: string } }> {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    try { console.log(JSON.stringify(await startEmbeddedPostgres({ folder: process.argv[1] }))); setInterval(() => {}, 1000); }
    catch (error) { console.log(JSON.stringify({ error: error.name, message: error.message })); }`;
  const app = spawn(process.execPath, ['--input-type=module', '-e', script, where], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(app.stdout, 'data')) as [Buffer];
  return { app, said: JSON.parse(chunk.toString()) as { pid?: number; error?: string; message?: string } };
}

async function kill(app: ChildProcess): Promise<void> {
  const gone = once(app, 'exit');
  app.kill('SIGKILL');
  await gone;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** The server's log, as soon as it says this: the server writes after its client has noticed. */
async function logOnceItSays(words: RegExp): Promise<string> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const log = readFileSync(path.join(folder, 'server.log'), 'utf8');
    if (words.test(log)) return log;
    await sleep(20);
  }
  throw new Error(`The log never said ${words}`);
}

describe('the embedded database', () => {
  test('comes up in an empty folder, open to this machine alone and with a password only we can read', async () => {
    assert.equal(postgres.attached, false);
    assert.equal(postgres.home, folder);
    const [row] = await query(
      postgres.url,
      "select current_database() db, current_setting('listen_addresses') address, version() like 'PostgreSQL 18.%' right_major",
    );
    assert.deepEqual(row, { db: 'antiphon', address: '127.0.0.1', right_major: true });
    assert.equal(statSync(path.join(folder, 'password')).mode & 0o777, 0o600);
    const stranger = postgres.url.replace(/:[^:@]+@/, ':guess@');
    await assert.rejects(query(stranger, 'select 1'), /password authentication failed/);
    assert.equal(await findEmbeddedPostgres(folder), postgres.url);
  });

  test('never runs as root', { skip: !isRoot }, () => {
    assert.notEqual(statSync(`/proc/${postgres.pid}`).uid, 0);
    assert.equal(statSync(`/proc/${postgres.pid}`).uid, statSync(path.join(folder, 'cluster')).uid);
  });

  test('refuses a second living copy on the same folder, in a plain sentence, and changes nothing', async () => {
    const before = readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mtimeMs]);
    const { app, said } = await anotherApp(folder);
    assert.equal(said.error, 'DataFolderInUse');
    assert.match(said.message ?? '', new RegExp(`process ${process.pid}\\) already works on the data folder .*Stop it first`));
    const now = readdirSync(folder).map((name) => [name, statSync(path.join(folder, name)).mtimeMs]);
    assert.deepEqual(now, before);
    assert.equal((await query(postgres.url, 'select 1 as one'))[0]?.['one'], 1);
    if (app.exitCode === null) await once(app, 'exit');
  });

  test('keeps what was committed when its server is killed', async () => {
    await query(postgres.url, 'create table kept (n int)');
    await query(postgres.url, 'insert into kept select generate_series(1, 1000)');
    process.kill(postgres.pid, 'SIGKILL');
    await postgres.stop();
    const killed = postgres.pid;
    postgres = await startEmbeddedPostgres({ folder });
    assert.equal(postgres.attached, false);
    assert.notEqual(postgres.pid, killed);
    assert.deepEqual(await query(postgres.url, 'select count(*)::int n from kept'), [{ n: 1000 }]);
  });

  test('is attached to by the next copy when the product was killed', async () => {
    await postgres.stop();
    assert.equal(await findEmbeddedPostgres(folder), undefined);
    const { app, said } = await anotherApp(folder);
    await query((await findEmbeddedPostgres(folder)) ?? '', 'insert into kept values (1001)');
    await kill(app);
    postgres = await startEmbeddedPostgres({ folder });
    assert.equal(postgres.attached, true);
    assert.equal(postgres.pid, said.pid);
    assert.deepEqual(await query(postgres.url, 'select count(*)::int n from kept'), [{ n: 1001 }]);
  });

  test('starts although a stale note of its server names a process of something else', async () => {
    await postgres.stop();
    assert.equal(isRunning(postgres.pid), false);
    writeFileSync(path.join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n${folder}/cluster\n1\n5432\n\n127.0.0.1\n0 0\nready\n`);
    postgres = await startEmbeddedPostgres({ folder });
    assert.deepEqual(await query(postgres.url, 'select count(*)::int n from kept'), [{ n: 1001 }]);
  });

  test('writes no personal data into its log', async () => {
    await query(postgres.url, 'create table people (address text unique)');
    const insert = "insert into people values ('grace@private.example')";
    await query(postgres.url, insert);
    await assert.rejects(query(postgres.url, insert), /duplicate key/);
    await assert.rejects(query(postgres.url, "select 'grace@private.example'::int"), /invalid input syntax/);
    const client = new Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
    const crash = assert.rejects(client.query("select pg_sleep(60), 'grace@private.example'"));
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await crash;
    const log = await logOnceItSays(/terminated by signal 9[^]*ready to accept/);
    assert.doesNotMatch(log, /private\.example/);
    assert.equal(statSync(path.join(folder, 'server.log')).mode & 0o077, 0);
  });

  test('refuses data of another major version, and a folder that is a file', async () => {
    await postgres.stop();
    const version = path.join(folder, 'cluster', 'PG_VERSION');
    writeFileSync(version, '17\n');
    await assert.rejects(startEmbeddedPostgres({ folder }), /made by PostgreSQL 17, and this version of the product brings PostgreSQL 18/);
    writeFileSync(version, '18\n');
    await assert.rejects(startEmbeddedPostgres({ folder: version }), EmbeddedPostgresError);
    postgres = await startEmbeddedPostgres({ folder });
    assert.equal(postgres.attached, false);
  });

  test('lies elsewhere when root asks for a folder that no other user can reach', { skip: !isRoot }, async () => {
    const hidden = path.join(scratch, 'hidden');
    mkdirSync(path.join(hidden, 'data', 'cluster'), { recursive: true });
    chmodSync(hidden, 0o700);
    await assert.rejects(startEmbeddedPostgres({ folder: path.join(hidden, 'data') }), /lets no other user through/);
    const moved = await startEmbeddedPostgres({ folder: path.join(hidden, 'fresh') });
    try {
      assert.match(moved.home, /^\/var\/lib\/antiphon\//);
      assert.equal(await findEmbeddedPostgres(path.join(hidden, 'fresh')), moved.url);
    } finally {
      await moved.stop();
      rmSync(moved.home, { recursive: true });
    }
  });
});
