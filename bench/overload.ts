import { createAsker, fromAddress } from './ask.ts';
import type { Finding } from './findings.ts';
import { arrive, measure } from './load.ts';
import type { Bench } from './product.ts';

const times = 10;
const goalMilliseconds = 1_000;
const goalMebibytes = 512;
const goalRecoveryMilliseconds = 30_000;
/** More cannot be asked by one process beside the product, whatever ten times would be. */
const mostPerSecond = 4_000;
/** Nor can more people wait in it: who would stand in a line of the bench's own would make the product look slow. */
const mostWaiting = 1_900;

/**
 * Ten times as many requests as can be served, for pages that ask the database: each has to be answered or turned away with a time to come back,
 * whoever is let in within a second, in bounded memory; and soon after the flood everything is as before.
 */
export async function measureOverload(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const calm = createAsker(16);
  const path = '/letter/status';
  const ask = (asker: typeof calm, index: number) => asker.ask(`${copy.url}${path}`, { headers: fromAddress(index) });
  const before = await measure((index) => ask(calm, index).then(() => undefined), { atOnce: 16, seconds: 2 });
  const memoryBefore = await memoryOf(copy.url);
  const perSecond = Math.min(mostPerSecond, Math.ceil(before.perSecond * times));
  bench.say(`overload: ${Math.round(before.perSecond)} a second can be served; ${perSecond} a second come…`);
  const flood = createAsker(2_000);
  let most = memoryBefore;
  const watching = setInterval(() => {
    void memoryOf(copy.url).then((now) => (most = Math.max(most, now)));
  }, 500);
  let waiting = 0;
  const reasons = new Set<string>();
  const asked = await arrive(
    Array.from({ length: Math.ceil(perSecond * seconds) }, (_, index) => index),
    perSecond,
    async (index) => {
      if (waiting >= mostWaiting) return undefined;
      waiting += 1;
      const began = performance.now();
      const answer = await ask(flood, index).catch((error: unknown) => {
        reasons.add((error as NodeJS.ErrnoException).code ?? 'unknown');
        return { status: 0, retryAfter: undefined };
      });
      waiting -= 1;
      return { status: answer.status, retryAfter: answer.retryAfter, took: performance.now() - began };
    },
  );
  const answers = asked.filter((answer) => answer !== undefined);
  clearInterval(watching);
  flood.close();
  const ended = performance.now();
  while ((await ask(calm, 1).catch(() => ({ status: 0 }))).status >= 500 && performance.now() - ended < 60_000);
  const recovery = performance.now() - ended;
  calm.close();
  const turnedAway = answers.filter(({ status }) => status === 503 || status === 429);
  const admitted = answers.filter(({ status }) => status === 200 || status === 303 || status === 302 || status === 410);
  const wrong = answers.length - admitted.length - turnedAway.filter(({ retryAfter }) => Number(retryAfter) > 0).length;
  const seen = [...Map.groupBy(answers, ({ status }) => status)].map(([status, some]) => `${status || 'none'}: ${some.length}`).join(', ');
  bench.say(
    `overload: ${admitted.length} answered, ${turnedAway.length} turned away, ${wrong} without a proper answer (${seen}${[...reasons].map((reason) => `, ${reason}`).join('')}).`,
  );
  const p99 = admitted.map(({ took }) => took).toSorted((one, other) => one - other)[Math.ceil(admitted.length * 0.99) - 1] ?? 0;
  return [
    { name: 'overload', what: `${times} times too much: without a proper answer`, value: wrong, unit: 'letters', goal: 0 },
    { name: 'overload-p99', what: '  whoever is let in, 99 of 100', value: p99, unit: 'ms', goal: goalMilliseconds },
    { name: 'overload-memory', what: '  memory at most', value: most, unit: 'MiB', goal: Math.max(goalMebibytes, memoryBefore * 1.5) },
    { name: 'overload-recovery', what: '  until all is as before', value: recovery, unit: 'ms', goal: goalRecoveryMilliseconds },
  ];
}

async function memoryOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text().catch(() => '');
  return Number(/process_resident_memory_bytes (\d+)/.exec(text)?.[1] ?? 0) / 1_048_576;
}
