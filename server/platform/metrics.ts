import { lateness } from './clock.ts';

/** Counts and durations of this process, in the text form that Prometheus reads. Labels are closed words, never about people. */
export interface Metrics {
  count(name: string, labels?: Record<string, string>): void;
  /** How long something took; the text says how many took at most so long. */
  observe(name: string, seconds: number, labels?: Record<string, string>): void;
  text(): string;
}

/** Up to how many seconds durations are counted together. */
const steps = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10];

interface Durations {
  name: string;
  labels: Record<string, string>;
  sum: number;
  count: number;
  /** One for each step, with all those before it. */
  within: number[];
}

const keyOf = (name: string, labels: Record<string, string>) => {
  const shown = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return shown.length > 0 ? `${name}{${shown.join(',')}}` : name;
};

export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  const durations = new Map<string, Durations>();
  // How late everything in this process comes that waits for its turn: a request has waited so long before anybody knows of it.
  const late = lateness();
  return {
    count(name, labels = {}) {
      const key = keyOf(name, labels);
      counters.set(key, (counters.get(key) ?? 0) + 1);
    },
    observe(name, seconds, labels = {}) {
      const key = keyOf(name, labels);
      const all = durations.get(key) ?? { name, labels, sum: 0, count: 0, within: steps.map(() => 0) };
      all.sum += seconds;
      all.count += 1;
      for (const [at, step] of steps.entries()) if (seconds <= step) all.within[at] = (all.within[at] ?? 0) + 1;
      durations.set(key, all);
    },
    text() {
      const memory = process.memoryUsage();
      return [
        ...[...counters].map(([key, value]) => `${key} ${value}`),
        ...[...durations.values()].flatMap(linesOf),
        `process_resident_memory_bytes ${memory.rss}`,
        `nodejs_heap_used_bytes ${memory.heapUsed}`,
        `nodejs_eventloop_lag_p99_seconds ${late().oneInHundred}`,
        `nodejs_eventloop_lag_max_seconds ${late().most}`,
        `process_uptime_seconds ${process.uptime()}`,
        '',
      ].join('\n');
    },
  };
}

function linesOf({ name, labels, sum, count, within }: Durations): string[] {
  const upTo = (le: string, many: number) => `${keyOf(`${name}_bucket`, { ...labels, le })} ${many}`;
  return [
    ...steps.map((step, at) => upTo(String(step), within[at] ?? 0)),
    upTo('+Inf', count),
    `${keyOf(`${name}_sum`, labels)} ${sum}`,
    `${keyOf(`${name}_count`, labels)} ${count}`,
  ];
}
