import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promises } from '../../privacy/promises.ts';
import type { Holding } from '../../privacy/promise.ts';
import { notPersonal } from '../../privacy/not-personal.ts';
import { subprocessors } from '../../privacy/subprocessors.ts';
import { keepPromises } from '../../server/modules/privacy/index.ts';
import { whatWeKeep } from '../../server/modules/privacy/what-we-keep.ts';
import { later } from '../../server/platform/period.ts';
import { asOwner } from '../harness/database.ts';
import { dumpOf } from '../harness/dump.ts';
import { startProduct } from '../harness/product.ts';
import { plant, standing } from './planted.ts';

const product = await startProduct();
const { databaseUrl: url, clock } = product;
const run = (dryRun = false) => keepPromises(product.app.tools, { dryRun });
const timed = promises.flatMap(({ key, holdings }) =>
  holdings.filter(({ end }) => end.kind !== 'event').map((holding) => ({ key, holding })),
);

/** The moment that a row must carry so that its time is over this many seconds from now. */
function momentThatEndsIn(holding: Holding, seconds: number): Date {
  const at = new Date(clock.now().getTime() + seconds * 1000);
  if (holding.end.kind !== 'after') return at;
  const { years = 0, months = 0, days = 0, hours = 0 } = holding.end.period;
  const whole = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC').subtract({ years, months, days, hours });
  return new Date(whole.epochMilliseconds);
}

const column = ({ end }: Holding) => (end.kind === 'after' ? end.from : end.kind === 'at' ? end.column : '');

for (const { key, holding } of timed)
  test(`${key}: a row of ${holding.table} one second younger than its limit survives, one second older is ${holding.then === 'clear' ? 'cleared' : 'deleted'}`, async () => {
    // A day that every month has, so that adding and subtracting months agree.
    clock.set(new Date(Date.UTC(clock.now().getUTCFullYear() + 1, 4, 15, 12)));
    const dated = holding.table === 'participation_keys';
    if (dated) clock.set(new Date(Date.UTC(clock.now().getUTCFullYear(), 4, 1, 0, 0, -1)));
    const row = await plant(url, holding.table, {
      [column(holding)]: dated ? `${clock.now().getUTCFullYear()}-01-01` : momentThatEndsIn(holding, 1),
    });
    await run();
    assert.equal(await standing(url, holding, row), 'whole', 'it ended too early');
    clock.move({ seconds: 2 });
    const planned = (await run(true)).find(({ promise }) => promise === key);
    assert.equal(await standing(url, holding, row), 'whole', 'a dry run changed something');
    assert.ok(planned && planned.rows >= 1, 'the dry run does not see it');
    const [ended] = (await run()).filter(({ promise }) => promise === key);
    assert.equal(await standing(url, holding, row), holding.then === 'clear' ? 'cleared' : 'gone');
    assert.deepEqual([ended?.problem, (ended?.rows ?? 0) >= 1], [null, true]);
    const [recorded] = await asOwner(url, 'select * from retention_runs where promise = $1 order by started_at desc, id desc limit 1', [
      key,
    ]);
    assert.equal(recorded?.ended_rows, ended?.rows);
    assert.deepEqual(recorded?.started_at, clock.now());
    assert.equal((await run()).find(({ promise }) => promise === key)?.rows, 0, 'it was not ended in one run');
  });

test('a run that comes late catches up: rows of years ago go, and counts of campaigns stay as they were', async () => {
  await plant(url, 'campaign_counts', { accepted: 7, participations: 5, failed: 1, skipped: 2, uncertain: 3 });
  const counts = 'select sum(accepted) as a, sum(participations) as p, sum(failed + skipped + uncertain) as r from campaign_counts';
  const states = 'select state, reason, count(*) from deliveries group by 1, 2 order by 1';
  const longAgo = new Date(clock.now().getTime() - 6 * 366 * 86_400_000);
  const rows = [];
  for (const { holding } of timed)
    rows.push({
      holding,
      row: await plant(url, holding.table, { [column(holding)]: holding.table === 'participation_keys' ? '2019-01-01' : longAgo }),
    });
  const before = [await asOwner(url, counts), await asOwner(url, states)];
  await run();
  for (const { holding, row } of rows) assert.notEqual(await standing(url, holding, row), 'whole', holding.table);
  assert.deepEqual([await asOwner(url, counts), await asOwner(url, states)], before);
});

/** How long a row of a holding lives, in days. */
function daysOf({ end }: Holding): number {
  const { years = 0, months = 0, days = 0, hours = 0 } = end.kind === 'event' ? {} : end.period;
  return years * 365 + months * 30 + days + hours / 24;
}

test('a copy that stood still for 400 days: one run ends what is over and nothing else, and what ended is in no row of the dump', async () => {
  // Away from the rows of the tests before, and on a day that every month has.
  clock.set(new Date(Date.UTC(clock.now().getUTCFullYear() + 8, 4, 15, 12)));
  await run();
  const rows = [];
  for (const { holding } of timed) {
    const { end } = holding;
    const at = end.kind === 'at' ? later(clock.now(), end.period) : clock.now();
    const dated = holding.table === 'participation_keys' && `${clock.now().getUTCFullYear()}-05-01`;
    rows.push({ holding, row: await plant(url, holding.table, { [column(holding)]: dated || at }) });
  }
  const before = JSON.stringify(await dumpOf(url));
  clock.move({ days: 400 });
  assert.ok((await product.app.tools.database.inInstallation('retention', (tx) => whatWeKeep(tx, clock.now()))).some(({ past }) => past));
  await run();
  const standings = await product.app.tools.database.inInstallation('retention', (tx) => whatWeKeep(tx, clock.now()));
  assert.deepEqual(
    standings.filter(({ past, unchecked }) => past || unchecked).map(({ key }) => key),
    [],
  );
  const dump = JSON.stringify(await dumpOf(url));
  let looked = 0;
  for (const { holding, row } of rows) {
    const over = daysOf(holding) < 400;
    assert.equal(await standing(url, holding, row), over ? (holding.then === 'clear' ? 'cleared' : 'gone') : 'whole', holding.table);
    if (!over) continue;
    for (const value of holding.columns.map((name) => row[name])) {
      if (!Buffer.isBuffer(value) && !(typeof value === 'string' && value.startsWith('made-up-'))) continue;
      const mark = Buffer.isBuffer(value) ? new RegExp(value.toString('hex')) : new RegExp(`${value}(?!\\d)`);
      assert.match(before, mark, `${holding.table} was not in the dump before`);
      assert.doesNotMatch(dump, mark, `${holding.table} is still in the dump`);
      looked++;
    }
  }
  assert.ok(looked > 20, 'hardly anything was looked for');
});

test('a promise that cannot be kept now does not keep the others from being kept, and its run says so', async () => {
  await asOwner(
    url,
    `create function stop() returns trigger language plpgsql as $$ begin raise exception 'stop'; end $$;
     create trigger stop before delete on sessions for each row execute function stop()`,
  );
  const session = await plant(url, 'sessions', { expires_at: clock.now() });
  const window = await plant(url, 'rate_windows', { ends_at: clock.now() });
  const runs = await run();
  assert.ok(runs.find(({ promise }) => promise === 'sessions')?.problem);
  const holding = (table: string) => timed.find((one) => one.holding.table === table)!.holding;
  assert.equal(await standing(url, holding('rate_windows'), window), 'gone');
  await asOwner(url, 'drop function stop cascade');
  await run();
  assert.equal(await standing(url, holding('sessions'), session), 'gone');
});

test('every column of the migrated database is in a promise or declared not personal, in one of the two, and neither names what is not there', async () => {
  const rows = await asOwner(
    url,
    "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
  );
  const real = new Set(rows.map(({ name }) => String(name)));
  const promised = promises.flatMap(({ holdings }) => holdings.flatMap(({ table, columns }) => columns.map((name) => `${table}.${name}`)));
  const declared = Object.entries(notPersonal).flatMap(([table, columns]) => Object.keys(columns).map((name) => `${table}.${name}`));
  const either = new Set([...promised, ...declared]);
  assert.deepEqual(
    [...real].filter((name) => !either.has(name)),
    [],
    'in neither list',
  );
  assert.deepEqual(
    [...either].filter((name) => !real.has(name)),
    [],
    'not in the database',
  );
  assert.deepEqual(
    promised.filter((name) => declared.includes(name)),
    [],
    'in both lists',
  );
  assert.equal(new Set(promised).size, promised.length, 'promised twice');
  assert.ok(Object.values(notPersonal).every((columns) => Object.values(columns).every((reason) => reason.length > 5)));
});

test('every sealed column is bytes and named so, and every column that is named so is declared sealed or not personal', async () => {
  const sealed = promises.flatMap(({ holdings }) =>
    holdings.flatMap(({ table, sealed: own = [] }) => own.map((name) => `${table}.${name}`)),
  );
  const rows = await asOwner(
    url,
    "select table_name || '.' || column_name as name, data_type from information_schema.columns where table_schema = 'public' and column_name like '%sealed%'",
  );
  const personal = rows
    .map(({ name }) => String(name))
    .filter((name) => !notPersonal[name.split('.')[0] ?? '']?.[name.split('.')[1] ?? '']);
  assert.deepEqual(personal.sort(), [...sealed].sort());
  assert.ok(rows.every(({ data_type: type }) => type === 'bytea'));
});

test('every sub-processor that a promise names exists, and none is listed that no promise names', () => {
  const named = new Set(promises.flatMap(({ seenBy }) => seenBy));
  assert.deepEqual([...named].sort(), Object.keys(subprocessors).sort());
});

test('every moment from which a period runs is a column of its table that the application sets once', async () => {
  for (const { holding } of timed) {
    const rows = await asOwner(
      url,
      'select is_nullable from information_schema.columns where table_schema = $1 and table_name = $2 and column_name = $3',
      ['public', holding.table, column(holding)],
    );
    assert.equal(rows.length, 1, `${holding.table}.${column(holding)}`);
    if (holding.table !== 'campaign_recipients') assert.equal(rows[0]?.is_nullable, 'NO', `${holding.table} would keep rows for ever`);
  }
});
