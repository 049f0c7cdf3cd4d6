import type { TestEvent } from 'node:test/reporters';

/** How many files are named. */
const most = 12;

/** Says at the end of a run in which files its time went: a suite that people wait for is a suite that they stop running. */
export default async function* slowestFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const seconds = new Map<string, number>();
  for await (const { type, data } of events)
    if ((type === 'test:pass' || type === 'test:fail') && data.nesting === 0 && data.file !== undefined)
      seconds.set(data.file, (seconds.get(data.file) ?? 0) + data.details.duration_ms / 1000);
  if (seconds.size <= most) return;
  yield '\nThe slowest files, by the time of their tests:\n';
  for (const [file, spent] of [...seconds].sort(([, one], [, other]) => other - one).slice(0, most))
    yield `${spent.toFixed(1).padStart(7)} s  ${file.replace(`${process.cwd()}/`, '')}\n`;
}
