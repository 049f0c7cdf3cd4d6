import type { Log } from '../../server/platform/log.ts';

/** A log that keeps what the product calls a fault of its own: whatever comes from outside, it must never be one. */
export function keepFaults(): { log: Log; faults: string[] } {
  const faults: string[] = [];
  const quiet = () => undefined;
  const keep = (event: string, facts: unknown) => faults.push(`${event} ${JSON.stringify(facts)}`.slice(0, 600));
  return { faults, log: { debug: quiet, info: quiet, warn: quiet, error: keep } };
}
