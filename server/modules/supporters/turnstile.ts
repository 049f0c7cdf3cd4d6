/** Lets so many through at once; so many more wait in sight, for so long; the rest is turned away at once. */
export interface Turnstile {
  /** Resolves with what to call at the end, or with nothing where there was no room in time. */
  enter(): Promise<(() => void) | undefined>;
}

/**
 * A gate before work that takes long: without it, everybody who comes in a rush makes everybody else wait for ever. Whoever is turned away has
 * lost nothing and is told so; nobody is put into a queue that goes on without them (promise A2).
 */
export function createTurnstile({
  atOnce,
  waiting,
  longestWaitMilliseconds,
}: {
  atOnce: number;
  waiting: number;
  longestWaitMilliseconds: number;
}): Turnstile {
  let inside = 0;
  const queue = new Set<() => void>();
  const leave = () => {
    inside -= 1;
    const [next] = queue;
    if (!next) return;
    queue.delete(next);
    next();
  };
  const once = (work: () => void) => {
    let done = false;
    return () => {
      if (!done) work();
      done = true;
    };
  };
  return {
    enter() {
      if (inside < atOnce) {
        inside += 1;
        return Promise.resolve(once(leave));
      }
      if (queue.size >= waiting) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const admit = () => {
          clearTimeout(timer);
          inside += 1;
          resolve(once(leave));
        };
        const timer = setTimeout(() => {
          queue.delete(admit);
          resolve(undefined);
        }, longestWaitMilliseconds);
        queue.add(admit);
      });
    },
  };
}
