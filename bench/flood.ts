import { setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAsker, fromAddress } from './ask.ts';
import { arrive } from './load.ts';

/** What one process asks: so many times a second, with at most so many answers outstanding, from network addresses of its own. */
export interface Flood {
  url: string;
  perSecond: number;
  seconds: number;
  mostWaiting: number;
  firstAddress: number;
  /** How much less than others this process is given of the machine (0 to 19). */
  nice: number;
}

/** What it saw. */
export interface Flooded {
  asked: number;
  /** How often each status was answered, and each error by its code. */
  answers: Record<string, number>;
  /** Turned away without a time to come back. */
  wrong: number;
  /** How long each took that was let in, in milliseconds. */
  took: number[];
  /** How late this process was itself, in milliseconds, one time in a hundred. */
  ownDelay: number;
}

const isLetIn = (status: number) => status > 0 && status < 500 && status !== 429;

/** Asks as a process of its own: `node bench/flood.ts '<a Flood as JSON>'` prints a Flooded. */
async function flood({ url, perSecond, seconds, mostWaiting, firstAddress, nice }: Flood): Promise<Flooded> {
  setPriority(nice);
  const asker = createAsker(mostWaiting);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const seen: Flooded = { asked: 0, answers: {}, wrong: 0, took: [], ownDelay: 0 };
  const numbers = Array.from({ length: Math.ceil(perSecond * seconds) }, (_, index) => firstAddress + index);
  let waiting = 0;
  await arrive(numbers, perSecond, async (number) => {
    // Whoever would stand in a line of this process's own would make the product look slow.
    if (waiting >= mostWaiting) return;
    waiting += 1;
    seen.asked += 1;
    const began = performance.now();
    const { status, retryAfter, code } = await asker.ask(url, { headers: fromAddress(number) }).then(
      (answer) => ({ ...answer, code: String(answer.status) }),
      (error: unknown) => ({ status: 0, retryAfter: undefined, code: (error as NodeJS.ErrnoException).code ?? 'unknown' }),
    );
    waiting -= 1;
    seen.answers[code] = (seen.answers[code] ?? 0) + 1;
    if (isLetIn(status)) seen.took.push(performance.now() - began);
    else if (!((status === 503 || status === 429) && Number(retryAfter) > 0)) seen.wrong += 1;
  });
  asker.close();
  return { ...seen, ownDelay: delay.percentile(99) / 1e6 };
}

process.stdout.write(JSON.stringify(await flood(JSON.parse(process.argv[2] ?? '{}') as Flood)));
