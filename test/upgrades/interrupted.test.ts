import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { knownMigrations } from '../../server/platform/migrate.ts';
import { asOwner } from '../harness/database.ts';
import { antiphon, freePort, newFolder, run, until } from '../harness/processes.ts';
import { databaseAt } from './earlier.ts';
import { fillRows, killWhileMigrating, released, sumsOf, workBeside } from './interruptions.ts';

const manyRows = 100_000;
/** Beyond a lock that is held as long as a migration may wait, there is the machine of the test, which does much at once. */
const mostSecondsToWait = 10;

test('a migrating process is killed again and again over a hundred thousand rows: none is lost or changed, and the next one ends it', async (t) => {
  const url = await databaseAt(released);
  await fillRows(url, manyRows);
  const before = await sumsOf(url);
  const settings = { DATABASE_URL: url, DATA_DIR: newFolder() };
  const beside = workBeside(url);
  t.after(beside.end);
  const ends: number[] = [];
  for (const milliseconds of [0, 60, 200]) {
    ends.push(await killWhileMigrating(url, milliseconds));
    assert.deepEqual(await sumsOf(url), before);
  }
  assert.equal(ends[0], 137, 'none was killed while it migrated');
  const { code, errors } = await antiphon(['migrate'], settings);
  assert.equal(code, 0, errors);
  const { reading, writing } = await beside.end();
  t.diagnostic(`whoever read meanwhile waited for ${reading.toFixed(2)} s at most, whoever wrote for ${writing.toFixed(2)} s`);
  assert.ok(Math.max(reading, writing) < mostSecondsToWait, `somebody waited for ${Math.max(reading, writing).toFixed(2)} s`);
  assert.deepEqual(await sumsOf(url), before);
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
  const migrating = run('server/main.ts', ['migrate'], { DATABASE_URL: url, DATA_DIR: newFolder() });
  let over: number | undefined;
  void migrating.ended.then((code) => (over = code));
  /** When the try began that waits for a table now: each has a transaction of its own. */
  const tryThatWaits = async () => {
    assert.equal(over, undefined, `it ended before it was let go on: ${migrating.errors()}`);
    const [waits] = await asOwner(
      url,
      `select xact_start::text as began from pg_stat_activity
       where datname = current_database() and application_name = 'antiphon migrate' and wait_event_type = 'Lock'`,
    );
    return waits?.began;
  };
  let longest = 0;
  const read = async () => {
    const began = performance.now();
    await asOwner(url, 'select 1 from sessions limit 1');
    longest = Math.max(longest, (performance.now() - began) / 1000);
  };
  const tries = new Set<unknown>();
  while (tries.size < 2) {
    const one = await until(
      'it waits for the table once more',
      async () => {
        const began = await tryThatWaits();
        return !tries.has(began) && began;
      },
      120,
    );
    tries.add(one);
    // Whoever comes now stands behind it, until it steps back.
    await read();
  }
  await holder.query('commit');
  assert.equal(await migrating.ended, 0, migrating.errors());
  assert.ok(longest < mostSecondsToWait, `somebody waited for ${longest.toFixed(2)} s`);
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
