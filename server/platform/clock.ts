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
