import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { publishedCampaign, type Scene } from '../harness/advocacy.ts';
import { asking, secondsUntilFine, statuses, type Ask } from '../harness/asking.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { databasePid, isAlive, newFolder, startCopy, until } from '../harness/processes.ts';
import { startProduct } from '../harness/product.ts';
import { publishByScript, scriptFor } from '../harness/script.ts';
import { weakLine } from '../harness/weak-line.ts';

const askingOf = ({ product, owner, workspaceId, path }: Scene): Ask =>
  asking(product.url, {
    page: path,
    call: `/workspaces/${workspaceId}/campaigns`,
    headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });

/** Five seconds, and what a machine that runs other tests beside this one may add. */
const mostSeconds = 5 + 2;
const fine = [200, 200, 200];

test('the embedded database is killed and stopped under work: no process ends, and within ten seconds everything goes on', async (t) => {
  const dataDir = newFolder();
  const copy = await startCopy({ PAGE_MEMORY_SECONDS: '0', DATA_DIR: dataDir });
  const script = await scriptFor(copy);
  const { path: page } = await publishByScript(script, ['Ines Falk']);
  const call = `/workspaces/${script.workspaceId}/campaigns`;
  const ask = asking(copy.url, { page, call, headers: { authorization: `Bearer ${script.token}` } });
  assert.deepEqual(statuses(await ask()), fine);
  let over = false;
  const seen = new Set<number>();
  // Transactions are open all the time, so that each end of the database meets some between two statements.
  const crowd = Array.from({ length: 8 }, async () => {
    while (!over) for (const { status } of await ask()) seen.add(status);
  });
  for (const signal of ['SIGKILL', 'SIGINT', 'SIGKILL'] as const) {
    const before = databasePid(dataDir) ?? 0;
    process.kill(before, signal);
    await until('the database has ended', () => !isAlive(before));
    const seconds = await secondsUntilFine(ask);
    t.diagnostic(`${signal}: goes on after ${seconds.toFixed(1)} s`);
    assert.ok(seconds <= 10, `it took ${seconds.toFixed(1)} seconds`);
    assert.notEqual(databasePid(dataDir), before);
  }
  over = true;
  await Promise.all(crowd);
  assert.deepEqual([...seen].sort(), [200, 503], 'whoever came meanwhile was told so, and saw no other fault');
  assert.doesNotMatch(copy.out(), /fault_uncaught/);
  assert.equal(await copy.stop('SIGTERM'), 0);
});

test('a database that swallows every word: 503 within five seconds, at once for whoever comes later, and it goes on by itself', async (t) => {
  const database = await freshDatabase();
  const line = await weakLine(database);
  const product = await startProduct({ databaseUrl: line.url });
  const scene = await publishedCampaign(product);
  const ask = askingOf(scene);
  await product.app.queue.work(product.app.jobs);
  assert.deepEqual(statuses(await ask()), fine);

  line.swallow();
  const first = await ask();
  t.diagnostic(`first answers after ${first.map(({ seconds }) => seconds.toFixed(1)).join(', ')} s`);
  assert.deepEqual(statuses(first), [503, 503, 503]);
  for (const { seconds, retryAfter } of first) assert.ok(seconds <= mostSeconds && Number(retryAfter) > 0, `${seconds} s, ${retryAfter}`);
  const [page, call] = await ask();
  assert.deepEqual([page?.status, call?.status], [503, 503]);
  assert.ok((page?.seconds ?? 9) < 2 && (call?.seconds ?? 9) < 2, 'nobody waits for a database that is known to be silent');
  assert.equal((await fetch(`${product.url}/healthz`)).status, 200);

  line.carry();
  const seconds = await secondsUntilFine(ask);
  t.diagnostic(`goes on after ${seconds.toFixed(1)} s`);
  assert.ok(seconds <= 10);
  await scene.owner.api.workspaces.invite({ workspaceId: scene.workspaceId, email: 'gus@example.org', role: 'agent' });
  const mailed = () => asOwner(database, "select 1 from pgboss.job where name = 'mail-invitation' and state = 'completed'");
  await until('jobs are worked on again', async () => (await mailed()).length > 0, 30);
});

test('when every connection is taken, whoever comes is told within five seconds to come back', async () => {
  const scene = await publishedCampaign(await startProduct({ settings: { DATABASE_POOL: '2' } }));
  const { product, owner, workspaceId, campaignId } = scene;
  const ask = askingOf(scene);
  const waiting = async () => {
    const [row] = await asOwner(
      product.databaseUrl,
      "select count(*)::int as many from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return Number(row?.many);
  };
  // Somebody holds the row for which two changes wait, until told: both connections are taken.
  const holder = new pg.Client({ connectionString: product.databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from campaigns for update');
  const changes = ['On 4 December.', 'On 5 December.'].map((introduction) =>
    owner.api.campaigns.change({ workspaceId, campaignId, introduction }),
  );
  await until('both wait for it', async () => (await waiting()) === 2);
  const [page, call] = await ask();
  await holder.query('rollback');
  await holder.end();
  assert.deepEqual([page?.status, call?.status], [503, 503]);
  assert.ok((page?.seconds ?? 9) <= mostSeconds && (call?.seconds ?? 9) <= mostSeconds, `${page?.seconds} s, ${call?.seconds} s`);
  assert.equal((await Promise.all(changes)).length, 2);
  assert.deepEqual(statuses(await ask()), fine);
});
