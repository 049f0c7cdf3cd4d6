import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAuditEntries } from './audit-entries.ts';
import { measureBackup } from './backup.ts';
import { measureBurst } from './burst.ts';
import { measureConfirmations } from './confirmations.ts';
import { lineOf, tableOf, type Finding } from './findings.ts';
import { measureKeyRotation } from './key-rotation.ts';
import { measureCounter, measurePageViews } from './page-views.ts';
import { measureOverload } from './overload.ts';
import { openBench, type Bench } from './product.ts';
import { measureSealing } from './sealing.ts';

/**
 * Measures the product beside its limits, on one machine: `node bench/run.ts [NAME] [--seconds N] [--json]`.
 * It starts a copy of its own on a fresh database, speaks to 127.0.0.1 alone, and ends by itself. Absolute numbers say
 * something about the machine; the ratios say something about the product.
 */
interface Measurement {
  does: string;
  /** How long it measures when asked for alone, and when it is one of all. */
  seconds: number;
  short: number;
  /** How long the goal has to be held; a shorter run does not say that it is met. */
  goalSeconds?: number;
  run(bench: Bench, seconds: number): Promise<Finding[]>;
}

const measurements: Record<string, Measurement> = {
  'page-views': { does: 'Views of the action page a second, beside a bare server.', seconds: 5, short: 3, run: measurePageViews },
  counter: { does: 'Reads of the public counter a second, beside a bare server.', seconds: 5, short: 2, run: measureCounter },
  confirmations: {
    does: 'Confirmed letters a second while Gmail takes 300 ms a call, sustained; nothing lost or doubled.',
    seconds: 600,
    short: 8,
    goalSeconds: 600,
    run: measureConfirmations,
  },
  burst: {
    does: '200 confirmations a second that wait for nobody: sent, queued in sight or turned away, nothing lost or doubled.',
    seconds: 60,
    short: 4,
    goalSeconds: 60,
    run: measureBurst,
  },
  overload: {
    does: 'Ten times as many requests as can be served: answered or turned away, in bounded memory, and over soon after.',
    seconds: 20,
    short: 4,
    run: measureOverload,
  },
  'audit-entries': {
    does: 'Audit entries of one workspace a second, beside rows without a chain.',
    seconds: 5,
    short: 2,
    run: measureAuditEntries,
  },
  'key-rotation': {
    does: '`keys rotate` over 100,000 sealed values, asked for within ten minutes, beside one UPDATE of the same rows.',
    seconds: 60,
    short: 4,
    goalSeconds: 60,
    run: measureKeyRotation,
  },
  backup: {
    does: 'A backup and its restore, asked for 1,000,000 rows within fifteen minutes, beside one INSERT of the same rows.',
    seconds: 60,
    short: 8,
    run: measureBackup,
  },
  sealing: { does: 'Sealing and opening a letter, beside WebCrypto.', seconds: 2, short: 0.7, run: measureSealing },
};

const say = (line: string) => process.stderr.write(`bench: ${line}\n`);

const { name, json, seconds } = readArguments();
const chosen = Object.entries(measurements).filter(([known]) => name === undefined || known === name);
const secondsOf = (measurement: Measurement) => seconds ?? (name === undefined ? measurement.short : measurement.seconds);

const stops: (() => Promise<void>)[] = [];
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
  const bench = openBench(say, (stop) => stops.push(stop));
  const findings: Finding[] = [];
  for (const [known, measurement] of chosen) {
    say(`${known}…`);
    const took = secondsOf(measurement);
    const tooShort = took < (measurement.goalSeconds ?? 0);
    const found = (await measurement.run(bench, took)).map((finding) => ({ ...finding, tooShort }));
    findings.push(...found);
    if (json) for (const finding of found) process.stdout.write(`${lineOf(finding)}\n`);
  }
  if (!json)
    process.stdout.write(
      `Node ${process.version}, ${availableParallelism()} cores; a second, and the 95th percentile\n\n${tableOf(findings)}\n`,
    );
} finally {
  clearTimeout(watchdog);
  await stopAll();
}

function readArguments(): { name: string | undefined; json: boolean; seconds: number | undefined } {
  const refuse = (sentence: string) => {
    say(sentence);
    process.exit(2);
  };
  const options = {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string' },
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
  return { name: wanted, json: values.json, seconds: asked };
}

function helpText(): string {
  const width = Math.max(...Object.keys(measurements).map((known) => known.length));
  const lines = Object.entries(measurements).map(([known, { does, seconds: usual }]) => `  ${known.padEnd(width)}  ${does} (${usual} s)`);
  return [
    'npm run bench -- [NAME] [--seconds N] [--json]',
    '',
    'Without a name, a short run of each. With --json one line for each measure and nothing else on standard output:',
    'name, value, unit, goal, limit, ratio (the value as a part of the limit) and met; a run shorter than its goal speaks of meets nothing.',
    '`npm run --silent bench` leaves out what npm itself says.',
    '',
    ...lines,
    '',
  ].join('\n');
}
