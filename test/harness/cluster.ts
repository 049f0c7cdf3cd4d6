import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { makeCareless } from './careless.ts';
import { longestFirst } from './longest-first.ts';
import slowestFiles from './slowest-files.ts';

/**
 * Runs the tests named on the command line against one PostgreSQL of their own, which ends with them:
 * `node test/harness/cluster.ts [--test-concurrency=n] [--test-timeout=milliseconds] [--test-name-pattern=words] test/**\/*.test.ts`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'test-concurrency': { type: 'string', default: '1' },
    'test-timeout': { type: 'string', default: '300000' },
    'test-name-pattern': { type: 'string', multiple: true, default: [] },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'antiphon-test-'));
// As root the database runs as another user, who has to reach it here.
chmodSync(folder, 0o711);
const cluster = await startEmbeddedPostgres({ folder });
await makeCareless(cluster.url);
const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());
const files = longestFirst(positionals.map((file) => resolve(file)));
const tests = run({
  files,
  concurrency: Number(values['test-concurrency']),
  timeout: Number(values['test-timeout']),
  testNamePatterns: values['test-name-pattern'],
  execArgv: ['--import', join(import.meta.dirname, 'end-in-time.ts')],
  env: { ...process.env, TEST_DATABASE_URL: cluster.url },
  signal: ended.signal,
});
let [passed, failed] = [0, 0];
const heard = new Set<string>();
const empty: string[] = [];
tests.on('test:pass', ({ name, file = '' }) => {
  passed += 1;
  heard.add(file);
  // A file in which there is no test passes under its own name.
  if (name === file) empty.push(file);
});
tests.on('test:fail', ({ file = '' }) => {
  failed += 1;
  heard.add(file);
});
const slowest = text(tests.compose(slowestFiles));
for await (const line of tests.compose(spec)) process.stdout.write(line as string);
process.stdout.write(await slowest);
await cluster.stop();
rmSync(folder, { recursive: true, force: true });
if (cluster.home !== folder) rmSync(cluster.home, { recursive: true, force: true });
const unheard = files.filter((file) => !heard.has(file));
const silent = values['test-name-pattern'].length > 0 ? unheard : [...unheard, ...empty];
if (silent.length > 0) process.stdout.write(`No test ran in: ${silent.join(', ')}\n`);
process.exit(passed > 0 && failed === 0 && silent.length === 0 && !ended.signal.aborted ? 0 : 1);
