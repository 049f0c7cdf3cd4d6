import { stopwatch } from '../../platform/clock.ts';

/** Lets so many through at once; so many more wait in sight, for so long; the rest is turned away at once. */
export interface Turnstile {
  /**
   * Resolves with what to call at the end, or with nothing where there was no room in time.
   * @param waitMilliseconds how long this one waits at most, where that is less than anybody does
   */
  enter(waitMilliseconds?: number): Promise<(() => void) | undefined>;
  /** Whether whoever came now would be turned away at once: the line is full, or by its pace their turn would not come in time. */
  isFull(waitMilliseconds?: number): boolean;
}

export interface Line {
  atOnce: number;
  waiting: number;
  longestWaitMilliseconds: number;
  /**
   * Where more come than can be served, a line never gets shorter, and in a long one everybody waits long. Once it has stood for a while, whoever
   * has waited longer than this when their turn comes is turned away, so that whoever is let in is let in soon (CoDel, RFC 8289, in its simplest form).
   */
  standing?: { afterMilliseconds: number; waitMilliseconds: number };
}

/** How much of what is known of the pace the last turn changes. */
const learning = 0.1;

/**
 * A gate before work that takes long: without it, everybody who comes in a rush makes everybody else wait for ever. Whoever is turned away has
 * lost nothing and is told so; nobody is put into a queue that goes on without them (promise A2).
 */
export function createTurnstile({ atOnce, waiting, longestWaitMilliseconds, standing }: Line, measure = stopwatch): Turnstile {
  let inside = 0;
  const queue = new Set<{ waited: () => number; end: (isLetIn: boolean) => void }>();
  let stood = measure();
  let sinceTooLate: (() => number) | undefined;
  let sinceTurn: (() => number) | undefined;
  let milliseconds = 0;
  /** Learns how long it takes until the next one's turn comes, from turns that follow each other in a line. */
  const learnPace = () => {
    const took = sinceTurn && sinceTurn() * 1000;
    if (took !== undefined) milliseconds += (took - milliseconds) * learning;
    sinceTurn = queue.size > 0 ? measure() : undefined;
  };
  const stands = ({ afterMilliseconds }: NonNullable<Line['standing']>) =>
    // Where all of it was too late the line is empty for a moment, and the flood is not over.
    stood() * 1000 > afterMilliseconds || (sinceTooLate !== undefined && sinceTooLate() * 1000 < afterMilliseconds);
  const isTooLate = (waited: () => number) => standing !== undefined && waited() * 1000 > standing.waitMilliseconds && stands(standing);
  const isFull = (wait = longestWaitMilliseconds) =>
    inside >= atOnce && (queue.size >= waiting || queue.size * milliseconds > Math.min(wait, longestWaitMilliseconds));
  const leave = () => {
    inside -= 1;
    learnPace();
    for (const { waited, end } of queue) {
      const isLetIn = !isTooLate(waited);
      if (!isLetIn) sinceTooLate = measure();
      end(isLetIn);
      if (isLetIn) return;
    }
  };
  const once = (work: () => void) => {
    let done = false;
    return () => {
      if (!done) work();
      done = true;
    };
  };
  return {
    isFull,
    enter(waitMilliseconds = longestWaitMilliseconds) {
      if (inside < atOnce) {
        inside += 1;
        return Promise.resolve(once(leave));
      }
      if (isFull(waitMilliseconds)) return Promise.resolve(undefined);
      if (queue.size === 0) stood = measure();
      return new Promise((resolve) => {
        const timer = setTimeout(
          () => {
            end(false);
          },
          Math.min(waitMilliseconds, longestWaitMilliseconds),
        );
        const one = { waited: measure(), end };
        queue.add(one);
        function end(isLetIn: boolean) {
          clearTimeout(timer);
          queue.delete(one);
          if (isLetIn) inside += 1;
          resolve(isLetIn ? once(leave) : undefined);
        }
      });
    },
  };
}
