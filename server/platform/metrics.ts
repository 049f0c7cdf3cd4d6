/** Counts and durations of this process, in the text form that Prometheus reads. Labels are closed words, never about people. */
export interface Metrics {
  count(name: string, labels?: Record<string, string>): void;
  observe(name: string, seconds: number): void;
  text(): string;
}

export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  const sums = new Map<string, { sum: number; count: number }>();
  return {
    count(name, labels = {}) {
      const shown = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
      const key = shown.length > 0 ? `${name}{${shown.join(',')}}` : name;
      counters.set(key, (counters.get(key) ?? 0) + 1);
    },
    observe(name, seconds) {
      const { sum, count } = sums.get(name) ?? { sum: 0, count: 0 };
      sums.set(name, { sum: sum + seconds, count: count + 1 });
    },
    text() {
      const memory = process.memoryUsage();
      return [
        ...[...counters].map(([key, value]) => `${key} ${value}`),
        ...[...sums].flatMap(([name, { sum, count }]) => [`${name}_sum ${sum}`, `${name}_count ${count}`]),
        `process_resident_memory_bytes ${memory.rss}`,
        `nodejs_heap_used_bytes ${memory.heapUsed}`,
        `process_uptime_seconds ${process.uptime()}`,
        '',
      ].join('\n');
    },
  };
}
