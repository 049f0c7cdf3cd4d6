import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { knownMigrations } from '../../server/platform/migrate.ts';
import { asOwner } from '../harness/database.ts';
import { antiphon, freePort, newFolder, run, until } from '../harness/processes.ts';
import { plant } from '../promises/planted.ts';
import { databaseAt } from './earlier.ts';

const released = '0003_supporter_campaigns.sql';
const manyRows = 100_000;
/** Beyond a lock that is held as long as a migration may wait, there is the machine of the test, which does much at once. */
const mostSecondsToRead = 5;

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
  assert.ok(reading.longest < mostSecondsToRead, `somebody waited for ${reading.longest.toFixed(2)} s`);
  assert.equal(await sumOf(url, 'sessions', columns), before);
  const applied = await asOwner(url, 'select name from migrations order by name');
  assert.deepEqual(
    applied.map(({ name }) => name),
    await knownMigrations(),
  );
});

test('a migration that finds a table taken steps back for those who wait behind it, and comes again', async (t) => {
  const url = await databaseAt(released);
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  t.after(() => holder.end());
  await holder.query('begin');
  await holder.query('select 1 from sessions');
  const migrating = antiphon(['migrate'], { DATABASE_URL: url, DATA_DIR: newFolder() });
  const waits = async () =>
    (
      await asOwner(
        url,
        `select 1 from pg_stat_activity where datname = current_database() and application_name = 'antiphon migrate' and wait_event_type = 'Lock'`,
      )
    ).length > 0;
  let longest = 0;
  const read = async () => {
    const began = performance.now();
    await asOwner(url, 'select 1 from sessions limit 1');
    longest = Math.max(longest, (performance.now() - began) / 1000);
  };
  for (const time of ['first', 'second']) {
    await until(`it waits for the table for the ${time} time`, waits, 60);
    // Whoever comes now stands behind it, until it steps back.
    await read();
    await until('it stepped back', async () => !(await waits()), 60);
    await read();
  }
  await holder.query('commit');
  const { code, errors } = await migrating;
  assert.equal(code, 0, errors);
  assert.ok(longest < mostSecondsToRead, `somebody waited for ${longest.toFixed(2)} s`);
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
  const commands = [['migrate'], ['serve'], ['retention', 'run'], ['audit', 'verify'], ['keys', 'list'], ['quarantine', 'lift'], ['demo']];
  for (const words of commands) {
    const { code, out, errors } = await antiphon(words, {
      DATABASE_URL: url,
      DATA_DIR: newFolder(),
      SANDBOX: 'on',
      PORT: String(await freePort()),
    });
    assert.deepEqual([code, out], [1, ''], words.join(' '));
    assert.match(errors, /^antiphon: .*belongs to a newer version of Antiphon \(it has 9999_future\.sql\).*nothing was changed\.\n$/);
  }
  assert.deepEqual(await shape(), before);
});
