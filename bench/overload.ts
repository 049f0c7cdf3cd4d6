import { getPriority } from 'node:os';
import { run } from '../test/harness/ours.ts';
import { createAsker, fromAddress } from './ask.ts';
import type { Finding } from './findings.ts';
import type { Flood, Flooded } from './flood.ts';
import { measure } from './load.ts';
import type { Bench } from './product.ts';

const times = 10;
const goalMilliseconds = 1_000;
const goalMebibytes = 512;
const goalRecoveryMilliseconds = 30_000;
/** More cannot be asked by processes beside the product, whatever ten times would be. */
const mostPerSecond = 4_000;
/** Somebody who asks as people do and has nothing else to do: what they wait for is the product. */
const onlookersPerSecond = 50;

/**
 * Ten times as many requests as can be served, for pages that ask the database: each has to be answered or turned away with a time to come back,
 * whoever is let in within a second, in bounded memory; and soon after the flood everything is as before.
 */
export async function measureOverload(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const url = `${copy.url}/letter/status`;
  const calm = createAsker(16);
  const ask = (index: number) => calm.ask(url, { headers: fromAddress(index) });
  // What a fresh process still has to learn would make ten times too much of it less than that.
  await measure((index) => ask(index).then(() => undefined), { atOnce: 16, seconds: 3 });
  const before = await measure((index) => ask(index).then(() => undefined), { atOnce: 16, seconds: 2 });
  const metricsBefore = await metricsOf(copy.url);
  const perSecond = Math.min(mostPerSecond, Math.ceil(before.perSecond * times));
  bench.say(`overload: ${Math.round(before.perSecond)} a second can be served; ${perSecond} a second come…`);
  const common = { url, seconds };
  const floods = [1, 2].map((number) =>
    flooding({
      ...common,
      perSecond: perSecond / 2,
      mostWaiting: 800,
      firstAddress: number * 1_000_000,
      nice: Math.min(19, getPriority() + 10),
    }),
  );
  const onlooker = flooding({ ...common, perSecond: onlookersPerSecond, mostWaiting: 400, firstAddress: 5_000_000, nice: getPriority() });
  let memory = metricsBefore.memory;
  const watching = setInterval(() => {
    void metricsOf(copy.url).then((now) => (memory = Math.max(memory, now.memory)));
  }, 500);
  const [flooded, seen] = await Promise.all([Promise.all(floods), onlooker]);
  clearInterval(watching);
  const recovery = await recovered(ask);
  calm.close();
  const after = await metricsOf(copy.url);
  const inside = p99Within(metricsBefore.letIn, after.letIn);
  const all = [...flooded, seen];
  const asked = all.reduce((sum, one) => sum + one.asked, 0);
  const wrong = all.reduce((sum, one) => sum + one.wrong, 0);
  const floodTook = flooded.flatMap(({ took }) => took);
  bench.say(`overload: ${Math.round(asked / seconds)} a second came; answers ${JSON.stringify(all.map(({ answers }) => answers))}.`);
  bench.say(`overload: the processes that ask were late themselves by ${all.map(({ ownDelay }) => ownDelay.toFixed(0)).join(', ')} ms.`);
  return [
    { name: 'overload', what: `${times} times too much: without a proper answer`, value: wrong, unit: 'answers', goal: 0 },
    {
      name: 'overload-p99',
      what: '  whoever is let in, 99 of 100',
      value: p99Of(seen.took),
      unit: 'ms',
      goal: goalMilliseconds,
      how: `an onlooker beside the flood, ${seen.took.length} times let in`,
    },
    {
      name: 'overload-inside',
      what: '  of that within the product, at most',
      value: inside * 1000,
      unit: 'ms',
      how: 'its own histogram at /metrics, from the request read to its answer',
    },
    {
      name: 'overload-late',
      what: '  and before it read the request',
      value: after.late * 1000,
      unit: 'ms',
      how: 'how late its turn came, 99 of 100, at /metrics',
    },
    {
      name: 'overload-flood',
      what: '  whoever is let in of the flood itself',
      value: p99Of(floodTook),
      unit: 'ms',
      how: 'with what processes of little weight add to it themselves',
    },
    {
      name: 'overload-memory',
      what: '  memory at most',
      value: memory,
      unit: 'MiB',
      goal: Math.max(goalMebibytes, metricsBefore.memory * 1.5),
    },
    { name: 'overload-recovery', what: '  until all is as before', value: recovery, unit: 'ms', goal: goalRecoveryMilliseconds },
  ];
}

async function flooding(flood: Flood): Promise<Flooded> {
  const process = run('bench/flood.ts', [JSON.stringify(flood)]);
  const code = await process.ended;
  if (code !== 0) throw new Error(`What asks ended with ${code}: ${process.errors()}`);
  return JSON.parse(process.out()) as Flooded;
}

/** How many milliseconds after the flood somebody is let in again. */
async function recovered(ask: (index: number) => Promise<{ status: number }>): Promise<number> {
  const ended = performance.now();
  const status = () =>
    ask(1).then(
      (answer) => answer.status,
      () => 503,
    );
  while ((await status()) >= 500 && performance.now() - ended < 60_000);
  return performance.now() - ended;
}

const p99Of = (values: readonly number[]) => values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.99) - 1] ?? 0;

interface Figures {
  /** In MiB. */
  memory: number;
  /** Within how many seconds how many were answered that were let in. */
  letIn: Map<number, number>;
  /** How many seconds late the process was, one time in a hundred, since it began. */
  late: number;
}

async function metricsOf(url: string): Promise<Figures> {
  const text = await fetch(`${url}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  const steps = text.matchAll(/^antiphon_http_request_seconds_bucket\{turned_away="no",le="([^"]+)"\} (\d+)$/gm);
  return {
    memory: figure('process_resident_memory_bytes') / 1_048_576,
    letIn: new Map([...steps].map(([, step, many]) => [step === '+Inf' ? Infinity : Number(step), Number(many)])),
    late: figure('nodejs_eventloop_lag_p99_seconds'),
  };
}

/** The step within which 99 of 100 were answered between two looks. */
function p99Within(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  const during = [...after].map(([step, many]) => [step, many - (before.get(step) ?? 0)] as const);
  const all = during.at(-1)?.[1] ?? 0;
  return during.find(([, many]) => many >= all * 0.99)?.[0] ?? Infinity;
}
