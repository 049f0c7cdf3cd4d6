import { availableParallelism } from 'node:os';
import { measureActionPage } from './action-page.ts';
import { measureAuditEntries } from './audit-entries.ts';
import { measureConfirmations } from './confirmations.ts';
import type { Comparison, Rate } from './load.ts';
import { startCopy, startHello } from './product.ts';
import { measureSealing } from './sealing.ts';

/**
 * Measures the product beside its limits, in one run on one machine: `node bench/run.ts [--json]`.
 * It starts a copy of its own on a fresh database, speaks to 127.0.0.1 alone, and ends within 40 seconds. Absolute numbers say
 * something about the machine; the ratios say something about the product.
 */
const longestSeconds = 40;
const json = process.argv.includes('--json');
const say = (line: string) => process.stderr.write(`bench: ${line}\n`);

const stops: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;
/** Ends what was started; whoever asks a second time waits for the same end. */
const stopAll = () =>
  (ending ??= (async () => {
    for (const stop of stops.reverse()) await stop();
  })());
const watchdog = setTimeout(() => {
  say(`Not finished after ${longestSeconds} seconds: this machine is too slow or too busy to measure on.`);
  void stopAll().finally(() => process.exit(1));
}, longestSeconds * 1000);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll().finally(() => process.exit(130)));

try {
  const results = await measureAll();
  if (json) console.log(JSON.stringify(results, null, 2));
  else console.log(tableOf(results));
} finally {
  clearTimeout(watchdog);
  await stopAll();
}

async function measureAll(): Promise<Comparison[]> {
  say('starting a copy on a fresh database…');
  const copy = await startCopy((stop) => stops.push(stop));
  const hello = await startHello((stop) => stops.push(stop));
  // A slow machine takes long to start the copy, and measures for a shorter time.
  const pace = Math.min(1, (longestSeconds - 8 - performance.now() / 1000) / 26);
  say('opening the action page…');
  const page = await measureActionPage(copy, hello, 3 * pace);
  say('confirming letters…');
  const confirmations = await measureConfirmations(copy, { prepareSeconds: 7 * pace, seconds: 3 * pace });
  say('appending audit entries…');
  const entries = await measureAuditEntries(copy, 2 * pace);
  say('sealing…');
  const sealing = await measureSealing(0.7 * pace);
  return [page, confirmations, entries, ...sealing];
}

function tableOf(results: readonly Comparison[]): string {
  const rows = results.map(({ what, product, limit, limitIs }) => [
    what,
    shown(product),
    `${shown(limit)}  ${limitIs}`,
    `1 : ${(limit.perSecond / product.perSecond).toFixed(1)}`,
  ]);
  const lines = [['', 'product', 'limit', 'ratio'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  return [`Node ${process.version}, ${availableParallelism()} cores; a second, and the 95th percentile`, '', ...table].join('\n');
}

function shown({ perSecond, p95Milliseconds }: Rate): string {
  const time = p95Milliseconds < 0.1 ? `${(p95Milliseconds * 1000).toFixed(0)} µs` : `${p95Milliseconds.toFixed(1)} ms`;
  return `${Math.round(perSecond).toLocaleString('en-GB')}/s ${time}`;
}
