import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { makeCareless } from './careless.ts';

/**
 * Runs the tests named on the command line against one PostgreSQL of their own, which ends with them:
 * `node test/harness/cluster.ts [--test options] test/**\/*.test.ts`.
 */
const folder = mkdtempSync(join(tmpdir(), 'antiphon-test-'));
// As root the database runs as another user, who has to reach it here.
chmodSync(folder, 0o711);
const cluster = await startEmbeddedPostgres({ folder });
await makeCareless(cluster.url);
const runner = spawn(process.execPath, ['--test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE_URL: cluster.url },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal));
const code = await new Promise<number>((resolve) => runner.on('exit', (exit, signal) => resolve(exit ?? (signal ? 130 : 1))));
await cluster.stop();
rmSync(folder, { recursive: true, force: true });
if (cluster.home !== folder) rmSync(cluster.home, { recursive: true, force: true });
process.exit(code);
