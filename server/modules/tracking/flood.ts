import type { Clock } from '../../platform/clock.ts';
import { createSpan } from './span.ts';

const spanMilliseconds = 60_000;
const mostKeys = 50_000;

/**
 * Whether the same comes more often within a minute than can be meant. Counted in memory, for each process by itself, and forgotten with its minute: a key
 * may name who asks.
 */
export function createFlood(clock: Pick<Clock, 'now'>) {
  const counts = new Map<string, number>();
  const minute = () => Math.floor(clock.now().getTime() / spanMilliseconds);
  let counted = 0;
  const span = createSpan(() => {
    if (minute() !== counted) counts.clear();
    return counts.size > 0;
  });
  return {
    /** How many are counted. */
    remembered: () => counts.size,
    passes(key: string, mostInMinute: number): boolean {
      if (minute() !== counted || counts.size > mostKeys) counts.clear();
      counted = minute();
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      span.begin();
      return count > mostInMinute;
    },
  };
}
