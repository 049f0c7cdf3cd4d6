import { knownMigrations } from '../server/platform/migrate.ts';
import { asOwner } from '../test/harness/database.ts';
import { antiphon, newFolder } from '../test/harness/ours.ts';
import { chancesFrom } from '../test/harness/storm.ts';
import { copyOf, databaseAt } from '../test/upgrades/earlier.ts';
import { fillRows, killWhileMigrating, released, sumsOf, workBeside } from '../test/upgrades/interruptions.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { timesOf } from './storms.ts';

const asked = { rows: 1_000_000, kills: 20, waitSeconds: 2 };
/** A process that migrates is killed at some moment within this time after it began; most are through in less. */
const longestMilliseconds = 900;

/**
 * A migrating process is killed again and again while somebody reads and somebody writes. Whenever the schema has come to its newest version, the
 * next one begins with another copy of the database as the released version left it.
 */
export async function measureMigration(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  const rows = seconds < 60 ? asked.rows / 20 : asked.rows;
  const random = chancesFrom(bench.seed);
  bench.say(`migration: writing ${rows} rows as version 0003 left them, seed ${bench.seed}…`);
  const first = await databaseAt(released, databaseUrl);
  await fillRows(first, rows);
  const before = await sumsOf(first);
  let [kills, changed, copies, longest] = [0, 0, 0, { reading: 0, writing: 0 }];
  const began = performance.now();
  while (kills < asked.kills && (copies === 0 || performance.now() - began < seconds * 1000)) {
    const url = await copyOf(first);
    copies += 1;
    const beside = workBeside(url);
    for (let code = 137; code === 137 && kills < asked.kills; ) {
      code = await killWhileMigrating(url, random() * longestMilliseconds);
      if (code === 137) kills += 1;
    }
    const { code, errors } = await antiphon(['migrate'], { DATABASE_URL: url, DATA_DIR: newFolder() });
    if (code !== 0) throw new Error(`The migration after the kills ended with ${code}: ${errors}`);
    const { reading, writing } = await beside.end();
    longest = { reading: Math.max(longest.reading, reading), writing: Math.max(longest.writing, writing) };
    const after = await sumsOf(url);
    for (const [table, sum] of Object.entries(before))
      if (after[table] !== sum) changed += Math.max(1, difference(sum, after[table] ?? ''));
    const applied = await asOwner(url, 'select name from migrations');
    if (applied.length !== (await knownMigrations()).length) throw new Error('Not every migration was applied.');
    await asOwner(databaseUrl, `drop database ${new URL(url).pathname.slice(1)} with (force)`);
  }
  await asOwner(databaseUrl, `drop database ${new URL(first).pathname.slice(1)} with (force)`);
  const tooShort = rows < asked.rows || kills < asked.kills;
  return [
    timesOf(
      'migration',
      `kill -9 while migrating 0003 → newest over ${rows.toLocaleString('en-GB')} rows, ${copies} times through`,
      kills,
      asked.kills,
    ),
    { name: 'migration-changed', what: '  lost or changed', value: changed, unit: 'rows', goal: 0, tooShort },
    {
      name: 'migration-reading',
      what: '  whoever read waited at most',
      value: longest.reading,
      unit: 's',
      goal: asked.waitSeconds,
      tooShort,
    },
    {
      name: 'migration-writing',
      what: '  whoever wrote waited at most',
      value: longest.writing,
      unit: 's',
      goal: asked.waitSeconds,
      tooShort,
    },
  ];
}

/** By how many rows two sums differ. */
const difference = (one: string, other: string) => Math.abs(parseInt(one, 10) - parseInt(other, 10));
