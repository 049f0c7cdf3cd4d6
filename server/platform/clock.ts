import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The one source of time. Nothing else in the server asks the operating system what time it is. */
export interface Clock {
  now(): Date;
  /** Resolves after the given time of this clock has passed. */
  wait(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The system's clock moved by a fixed span: an operator rehearses with it what retention will do (`CLOCK_OFFSET_SECONDS`, sandbox only). */
export function shiftedClock(offsetSeconds: number): Clock {
  return { now: () => new Date(Date.now() + offsetSeconds * 1000), wait: systemClock.wait };
}

/** Begins to measure a span, for figures about the product itself; gives the seconds so far. It has nothing to do with what time it is. */
export function stopwatch(): () => number {
  const began = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - began) / 1e9;
}

const lookEveryMilliseconds = 20;

/** How late everything in this process comes that waits for its turn, in seconds since now: one time in a hundred, and at most. */
export function lateness(): () => { oneInHundred: number; most: number } {
  const delay = monitorEventLoopDelay({ resolution: lookEveryMilliseconds });
  delay.enable();
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - lookEveryMilliseconds / 1000);
  return () => ({ oneInHundred: beyond(delay.percentile(99)), most: beyond(delay.max) });
}
