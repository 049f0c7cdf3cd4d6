import { createAsker, fromAddress, type Asker } from './ask.ts';
import type { Finding } from './findings.ts';
import { measure } from './load.ts';
import type { Bench } from './product.ts';

const connections = 16;
const limitIs = 'a bare Hono server';

/** The action page as supporters open it, beside a bare server that answers a line of HTML. */
export async function measurePageViews(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const { product, limit } = await beside(bench, copy.url + copy.path, seconds);
  const name = 'page-views';
  return [
    {
      name,
      what: 'action page, views',
      value: product.perSecond,
      unit: '1/s',
      goal: 2000,
      limit: limit.perSecond,
      limitIs,
      p95Milliseconds: product.p95Milliseconds,
    },
  ];
}

/** The count that a campaign shows to other sites. A copy without one says so and gives no figure. */
export async function measureCounter(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const url = `${copy.url}${copy.path}/count.json`;
  const first = await fetch(url);
  if (first.status === 404) {
    bench.say('counter: not measured, because this copy answers 404 for it.');
    return [];
  }
  const { product, limit } = await beside(bench, url, seconds);
  return [
    {
      name: 'counter',
      what: 'public counter, reads',
      value: product.perSecond,
      unit: '1/s',
      limit: limit.perSecond,
      limitIs,
      p95Milliseconds: product.p95Milliseconds,
    },
  ];
}

async function beside(bench: Bench, url: string, seconds: number) {
  const hello = await bench.hello();
  const asker = createAsker(connections);
  const load = { atOnce: connections, seconds };
  const limit = await measure((index) => open(asker, `${hello.url}/`, index), load);
  const product = await measure((index) => open(asker, url, index), load);
  asker.close();
  return { limit, product };
}

async function open(asker: Asker, url: string, index: number): Promise<void> {
  const { status } = await asker.ask(url, { headers: fromAddress(index) });
  if (status !== 200) throw new Error(`${url} answered ${status}.`);
}
