import type { TestEvent } from 'node:test/reporters';

/** How many files are named. */
const most = 12;

/** Says at the end of a run which files took longest: a suite that people wait for is a suite that they stop running. */
export default async function* slowestFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files: { file: string; seconds: number }[] = [];
  for await (const { type, data } of events)
    if (type === 'test:summary' && data.file !== undefined) files.push({ file: data.file, seconds: data.duration_ms / 1000 });
  if (files.length <= most) return;
  yield '\nThe slowest files:\n';
  for (const { file, seconds } of files.toSorted((one, other) => other.seconds - one.seconds).slice(0, most))
    yield `${seconds.toFixed(1).padStart(7)} s  ${file.replace(`${process.cwd()}/`, '')}\n`;
}
