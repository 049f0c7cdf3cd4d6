import type { Clock } from './clock.ts';

/** Remembers what was made, for some seconds, and so many things at most. */
export interface Memory<Made> {
  /** What is remembered, if it is young enough. */
  peek(key: string): Made | undefined;
  /** What is remembered, or made now; whoever asks while it is being made gets the same. A failure is not remembered. */
  get(key: string, make: () => Promise<Made>): Promise<Made>;
}

/** A small memory of one process. With no seconds it remembers nothing. The oldest goes first when it is full. */
export function createMemory<Made>({ clock, seconds, most }: { clock: Pick<Clock, 'now'>; seconds: number; most: number }): Memory<Made> {
  const kept = new Map<string, { made: Made; until: number }>();
  const making = new Map<string, Promise<Made>>();
  const peek = (key: string) => {
    const found = kept.get(key);
    return found && found.until > clock.now().getTime() ? found.made : undefined;
  };
  return {
    peek,
    async get(key, make) {
      if (seconds === 0) return make();
      const known = peek(key);
      if (known !== undefined) return known;
      const underWay = making.get(key);
      if (underWay) return underWay;
      const promise = make();
      making.set(key, promise);
      try {
        const made = await promise;
        kept.delete(key);
        if (kept.size >= most) for (const oldest of kept.keys()) if (kept.size >= most) kept.delete(oldest);
        kept.set(key, { made, until: clock.now().getTime() + seconds * 1000 });
        return made;
      } finally {
        making.delete(key);
      }
    },
  };
}
