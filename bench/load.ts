/** What a measurement found: how many a second, and how long the slowest of twenty took at least. */
export interface Rate {
  perSecond: number;
  p95Milliseconds: number;
}

/**
 * Does one thing again and again, so many at a time, until the time is over. The first tenth of the time is for warming up and does not count.
 */
export async function measure(
  work: (index: number) => Promise<void> | void,
  { atOnce, seconds }: { atOnce: number; seconds: number },
): Promise<Rate> {
  const warm = seconds * 100;
  const taken: number[] = [];
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (performance.now() - began < warm + seconds * 1000) {
      const start = performance.now();
      await work(next++);
      if (start - began >= warm) taken.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const elapsed = (performance.now() - began - warm) / 1000;
  return { perSecond: taken.length / elapsed, p95Milliseconds: p95Of(taken) };
}

/** Works through a list, so many at a time; the order of the results is that of the list. */
export async function each<One, Result>(list: readonly One[], atOnce: number, work: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < list.length; index = next++) results[index] = await work(list[index] as One);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** Begins one work for each of the list, so many a second, whether or not those before have ended: people do not wait for each other. */
export async function arrive<One, Result>(list: readonly One[], perSecond: number, work: (one: One) => Promise<Result>): Promise<Result[]> {
  const began = performance.now();
  const under: Promise<Result>[] = [];
  for (;;) {
    const due = Math.min(list.length, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
    while (under.length < due) under.push(work(list[under.length] as One));
    if (under.length === list.length) return Promise.all(under);
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
  }
}

/** What nineteen of twenty do not pass. */
export function p95Of(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1] ?? 0;
}
