import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endOurs } from '../test/harness/ours.ts';
import { lineOf, tableOf } from './findings.ts';
import { measurements, type Measurement } from './measurements.ts';
import { openBench } from './product.ts';
import { merged, reportOf, type Kept, type Measured } from './report.ts';

/*
 * Measures the product beside its limits, on one machine: `node bench/run.ts [NAME] [--seconds N] [--seed N] [--long] [--json]`.
 * It starts a copy of its own on a fresh database, speaks to 127.0.0.1 alone, and ends by itself. What it measured, unless --seconds cut it short, goes
 * into docs/generated/benchmarks.md beside what was measured before.
 */

const say = (line: string) => process.stderr.write(`bench: ${line}\n`);

const { name, json, long, seconds, seed } = readArguments();
const chosen = Object.entries(measurements).filter(([known]) => name === undefined || known === name);
const secondsOf = (measurement: Measurement) => seconds ?? (name === undefined && !long ? measurement.short : measurement.seconds);

const stops: (() => Promise<void>)[] = [endOurs];
let ending: Promise<void> | undefined;
/** Ends what was started; whoever asks a second time waits for the same end. */
const stopAll = () =>
  (ending ??= (async () => {
    for (const stop of stops.reverse()) await stop();
  })());
// Preparing, settling and comparing take as long again as measuring, and the start of a copy some seconds.
const longestSeconds = 90 + chosen.reduce((sum, [, measurement]) => sum + 4 * secondsOf(measurement), 0);
const watchdog = setTimeout(() => {
  say(`Not finished after ${longestSeconds} seconds: this machine is too slow or too busy to measure on.`);
  void stopAll().finally(() => process.exit(1));
}, longestSeconds * 1000);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll().finally(() => process.exit(130)));

try {
  const bench = openBench(say, (stop) => stops.push(stop), seed);
  const measured: Measured[] = [];
  for (const [known, measurement] of chosen) {
    say(`${known}…`);
    const one = await measuredOf(known, measurement, () => measurement.run(bench, secondsOf(measurement)));
    measured.push(one);
    if (json) for (const finding of one.findings) process.stdout.write(`${lineOf(finding)}\n`);
  }
  const machine = { node: process.version, cores: availableParallelism() };
  if (!json)
    process.stdout.write(
      `Node ${machine.node}, ${machine.cores} cores; a second, and the 95th percentile\n\n${tableOf(measured.flatMap(({ findings }) => findings))}\n`,
    );
  if (seconds === undefined && !json) writeReport(measured, machine);
  if (measured.some(({ failed }) => failed !== undefined)) process.exitCode = 1;
} finally {
  clearTimeout(watchdog);
  await stopAll();
}

/** Writes down what was measured: each part as it was measured last, unless that was shorter than what stands there. */
function writeReport(measured: readonly Measured[], machine: { node: string; cores: number }): void {
  const folder = join(import.meta.dirname, '../docs/generated');
  const [kept, page] = [join(folder, 'benchmarks.json'), join(folder, 'benchmarks.md')];
  const before = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Kept[]) : [];
  const on = new Date().toISOString().slice(0, 10);
  const all = merged(
    before,
    measured.map((one) => ({ ...one, ...machine, on })),
    Object.keys(measurements),
  );
  writeFileSync(kept, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(page, reportOf(all));
}

/** What one measurement came to; one that fails keeps no other from being measured, and is said. */
async function measuredOf(
  known: string,
  { how, goalSeconds = 0 }: Measurement,
  run: () => ReturnType<Measurement['run']>,
): Promise<Measured> {
  const took = secondsOf(measurements[known] as Measurement);
  const common = { name: known, how, seconds: took };
  try {
    const findings = await run();
    return { ...common, findings: findings.map((one) => ({ ...one, tooShort: one.tooShort === true || took < goalSeconds })) };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    say(`${known}: could not be measured: ${failed}`);
    return { ...common, findings: [], failed };
  }
}

interface Arguments {
  name: string | undefined;
  json: boolean;
  long: boolean;
  seconds: number | undefined;
  seed: number;
}

function readArguments(): Arguments {
  const refuse = (sentence: string) => {
    say(sentence);
    process.exit(2);
  };
  const options = {
    json: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    process.stdout.write(helpText());
    process.exit(0);
  }
  const [wanted, ...more] = positionals;
  if (more.length > 0 || (wanted !== undefined && !Object.hasOwn(measurements, wanted)))
    refuse(`Say one of ${Object.keys(measurements).join(', ')}, or nothing for all of them.`);
  const asked = values.seconds === undefined ? undefined : Number(values.seconds);
  if (asked !== undefined && !(asked > 0 && asked <= 3600)) refuse('--seconds takes a number above 0, up to 3600.');
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0)
    refuse('--seed takes a whole number: the chances of an earlier run are the same again with its seed.');
  return { name: wanted, json: values.json, long: values.long, seconds: asked, seed };
}

function helpText(): string {
  const width = Math.max(...Object.keys(measurements).map((known) => known.length));
  const lines = Object.entries(measurements).map(([known, { does, seconds: usual }]) => `  ${known.padEnd(width)}  ${does} (${usual} s)`);
  return [
    'npm run bench -- [NAME] [--seconds N] [--seed N] [--long] [--json]',
    '',
    'Without a name, a short run of each, or one of full length with --long. Without --seconds it goes into docs/generated/benchmarks.md, unless a longer run stands there.',
    'With --seed what happens by chance happens in the order of an earlier run. With --json one line for each measure and nothing else on standard output:',
    'name, value, unit, goal, limit, ratio (the value as a part of the limit) and met; a run shorter than its goal speaks of meets nothing.',
    '`npm run --silent bench` leaves out what npm itself says.',
    '',
    ...lines,
    '',
  ].join('\n');
}
