import type { Clock } from '../../platform/clock.ts';

const spanMilliseconds = 60_000;
const mostKeys = 50_000;

/** Whether the same comes more often within a minute than can be meant. Counted in memory, for each process by itself. */
export function createFlood(clock: Pick<Clock, 'now'>): (key: string, mostInMinute: number) => boolean {
  let counts = new Map<string, number>();
  let span = 0;
  return (key, mostInMinute) => {
    const now = Math.floor(clock.now().getTime() / spanMilliseconds);
    if (now !== span || counts.size > mostKeys) counts = new Map();
    span = now;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > mostInMinute;
  };
}
