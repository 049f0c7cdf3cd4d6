/** What a measurement found: how many a second, and how long the slowest of twenty took at least. */
export interface Rate {
  perSecond: number;
  p95Milliseconds: number;
}

/** A product beside its limit, in the same run. */
export interface Comparison {
  what: string;
  product: Rate;
  limit: Rate;
  limitIs: string;
}

/**
 * Does one thing again and again, so many at a time, until the time is over or nothing is left to do.
 * The first tenth of the time is for warming up and does not count where the work has no end.
 */
export async function measure(
  work: (index: number) => Promise<void> | void,
  { atOnce, seconds, most = Infinity }: { atOnce: number; seconds: number; most?: number },
): Promise<Rate> {
  const warm = most === Infinity ? seconds * 100 : 0;
  const taken: number[] = [];
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < most && performance.now() - began < warm + seconds * 1000) {
      const start = performance.now();
      await work(next++);
      if (start - began >= warm) taken.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const elapsed = (performance.now() - began - warm) / 1000;
  taken.sort((one, other) => one - other);
  return { perSecond: taken.length / elapsed, p95Milliseconds: taken[Math.ceil(taken.length * 0.95) - 1] ?? 0 };
}
