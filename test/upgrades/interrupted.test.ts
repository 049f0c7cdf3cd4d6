import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { knownMigrations } from '../../server/platform/migrate.ts';
import { asOwner } from '../harness/database.ts';
import { antiphon, newFolder, run, until } from '../harness/processes.ts';
import { plant } from '../promises/planted.ts';
import { databaseAt } from './earlier.ts';

const released = '0003_supporter_campaigns.sql';
const manyRows = 100_000;

/** One number for all that stands in a table, in these columns. */
async function sumOf(url: string, table: string, columns: string): Promise<string> {
  const [row] = await asOwner(
    url,
    `select count(*) || ' ' || md5(string_agg(md5(row(${columns})::text), '' order by ${columns})) as sum from ${table}`,
  );
  return String(row?.sum);
}

test('a migrating process is killed again and again over a hundred thousand rows: none is lost or changed, and the next one ends it', async (t) => {
  const url = await databaseAt(released);
  const { id } = await plant(url, 'users');
  await asOwner(
    url,
    `insert into sessions (id, user_id, token_hash, created_at, last_used_at, second_factor_due, expires_at)
     select gen_random_uuid(), $1, sha256(n::text::bytea), now(), now(), false, now() from generate_series(1, ${manyRows}) as n`,
    [id],
  );
  const columns = 'id, user_id, token_hash, created_at, last_used_at, expires_at';
  const before = await sumOf(url, 'sessions', columns);
  const settings = { DATABASE_URL: url, DATA_DIR: newFolder() };
  const reading = { over: false, longest: 0 };
  t.after(() => (reading.over = true));
  const reader = (async () => {
    while (!reading.over) {
      const began = performance.now();
      await asOwner(url, 'select 1 from sessions limit 1');
      reading.longest = Math.max(reading.longest, (performance.now() - began) / 1000);
      await sleep(20);
    }
  })();
  const working = async () =>
    (await asOwner(url, "select 1 from pg_stat_activity where datname = current_database() and application_name = 'antiphon migrate'"))
      .length > 0;
  const ends: number[] = [];
  for (const milliseconds of [0, 60, 200]) {
    const migrating = run('server/main.ts', ['migrate'], settings);
    // One that had little left to do may be through before anybody sees it.
    const through = { it: false };
    void migrating.ended.then(() => (through.it = true));
    await until('it migrates, or has', async () => through.it || (await working()), 60);
    await sleep(milliseconds);
    ends.push(await migrating.kill());
    assert.equal(await sumOf(url, 'sessions', columns), before);
  }
  assert.equal(ends[0], 137, 'none was killed while it migrated');
  const { code, errors } = await antiphon(['migrate'], settings);
  assert.equal(code, 0, errors);
  reading.over = true;
  await reader;
  t.diagnostic(`whoever read meanwhile waited for ${reading.longest.toFixed(2)} s at most`);
  assert.equal(await sumOf(url, 'sessions', columns), before);
  const applied = await asOwner(url, 'select name from migrations order by name');
  assert.deepEqual(
    applied.map(({ name }) => name),
    await knownMigrations(),
  );
});

test('a migration that finds a table taken steps back for those who wait behind it, and comes again', async () => {
  const url = await databaseAt(released);
  const holding = asOwner(url, 'do $$ begin perform 1 from sessions; perform pg_sleep(4); end $$');
  await until('somebody reads', async () => (await asOwner(url, "select 1 from pg_stat_activity where wait_event = 'PgSleep'")).length > 0);
  const migrating = antiphon(['migrate'], { DATABASE_URL: url, DATA_DIR: newFolder() });
  let longest = 0;
  for (let over = false; !over; ) {
    const began = performance.now();
    await asOwner(url, 'select 1 from sessions limit 1');
    longest = Math.max(longest, performance.now() - began);
    over = await Promise.race([holding.then(() => true), sleep(50).then(() => false)]);
  }
  assert.equal((await migrating).code, 0);
  assert.ok(longest < 2_500, `somebody waited for ${Math.round(longest)} ms`);
});

test('an older version refuses a newer database in one sentence by every command, and changes nothing', async () => {
  const url = await databaseAt((await knownMigrations()).at(-1) ?? '');
  await asOwner(url, "insert into migrations (name, applied_at) values ('9999_future.sql', now())");
  const shape = () =>
    asOwner(
      url,
      "select table_schema, table_name, column_name, data_type from information_schema.columns where table_schema not in ('pg_catalog') order by 1, 2, 3",
    );
  const before = await shape();
  const refusals = await Promise.all(
    [['migrate'], ['doctor'], ['retention', 'run']].map((words) =>
      antiphon(words, { DATABASE_URL: url, DATA_DIR: newFolder(), SANDBOX: 'on' }),
    ),
  );
  for (const { code, out, errors } of refusals) {
    if (code === 0) continue;
    assert.deepEqual([code, out], [1, '']);
    assert.match(errors, /^antiphon: .*belongs to a newer version of Antiphon \(it has 9999_future\.sql\).*nothing was changed\.\n$/);
  }
  assert.equal(refusals[0]?.code, 1);
  assert.equal(refusals[2]?.code, 1);
  assert.deepEqual(await shape(), before);
});
