import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, realpathSync, rmSync, statSync, truncateSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Account } from './embedded-postgres-account.ts';
import { diskFull, EmbeddedPostgresError } from './embedded-postgres-errors.ts';
import { serverEnvironment, type Binaries } from './embedded-postgres-files.ts';

/** Everything that is known about one server before it runs. */
export interface Server {
  home: string;
  binaries: Binaries;
  account: Account | undefined;
  password: string;
}

export interface Running {
  pid: number;
  port: number;
  attached: boolean;
}

const clusterOf = (home: string) => path.join(home, 'cluster');
const logOf = (home: string) => path.join(home, 'server.log');
const pidFileOf = (home: string) => path.join(clusterOf(home), 'postmaster.pid');

// Names and addresses of people pass through statements, parameters and the details of errors: none of these is written down.
const silence = {
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_duration_statement: '-1',
  log_duration: 'off',
  log_lock_waits: 'off',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
};

const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  logging_collector: 'off',
  ...silence,
};

/** The URL of a database on the server, for its owner. */
export function urlOf(password: string, port: number, database: string): string {
  return `postgres://antiphon:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/**
 * Attaches to the server that a killed copy left behind, or starts one. A server that is just going down, or whose process
 * has been killed but not yet been cleared away, is waited for.
 * @param port where it has to listen; any free one by default
 * @throws EmbeddedPostgresError when it does not come up, with the server's own last words
 */
export async function attachOrLaunch(server: Server, log: (line: string) => void, port?: number): Promise<Running> {
  let refusal = 'it did not answer';
  for (let waited = 0; waited < 20_000; waited += 250) {
    const left = await findRunning(server.home, server.password);
    if (left) return left;
    if (!somebodyHolds(server.home)) {
      const outcome = await launch(server, log, port);
      if (typeof outcome !== 'string') return outcome;
      if (/No space left|Disk quota/.test(outcome)) throw diskFull(server.home);
      if (!/lock file|shared memory block|Address already in use/.test(outcome)) throw silent(server.home, outcome);
      refusal = outcome;
    }
    await sleep(250);
  }
  throw silent(server.home, refusal);
}

function silent(home: string, lastWords: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`The embedded PostgreSQL did not start: ${lastWords}. More may be in ${logOf(home)}`);
}

/** The server that runs on the folder already and answers to its password, if there is one. */
export async function findRunning(home: string, password: string): Promise<Running | undefined> {
  const noted = readPidFile(home);
  if (noted?.status !== 'ready' || !isAlive(noted.pid)) return undefined;
  const client = new Client({ connectionString: urlOf(password, noted.port, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const same = realpathSync(rows[0]?.data_directory ?? '/') === realpathSync(clusterOf(home));
    return same ? { pid: noted.pid, port: noted.port, attached: true } : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function readPidFile(home: string): { pid: number; port: number; status: string | undefined } | undefined {
  if (!existsSync(pidFileOf(home))) return undefined;
  const lines = readFileSync(pidFileOf(home), 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
}

/** Whether a living server is noted in the folder. A note that names a process of something else is taken away: PostgreSQL would heed it. */
function somebodyHolds(home: string): boolean {
  const noted = readPidFile(home);
  if (!noted || !isAlive(noted.pid)) return false;
  const command = commandOf(noted.pid);
  if (command === undefined || command.includes(clusterOf(home))) return true;
  rmSync(pidFileOf(home), { force: true });
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // A zombie has ended already; only its parent has not looked yet.
  return !/\) Z /.test(procFile(pid, 'stat') ?? '');
}

/** What Linux tells about a process; undefined elsewhere, or when it has just ended. */
function procFile(pid: number, name: 'stat' | 'cmdline'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') return procFile(pid, 'cmdline') || undefined;
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || undefined;
}

/** Starts the server and waits until it is ready. Returns its last words when it ends instead. */
async function launch(server: Server, log: (line: string) => void, wanted?: number): Promise<Running | string> {
  const port = wanted ?? (await freePort());
  const from = existsSync(logOf(server.home)) ? statSync(logOf(server.home)).size : 0;
  const child = spawnServer(server, port);
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  for (let waited = 0; waited < 600_000; waited += 20) {
    if (failure !== undefined) return failure;
    if (child.exitCode !== null || child.signalCode !== null) return lastWords(server.home, from);
    const noted = readPidFile(server.home);
    if (noted?.status === 'ready' && noted.pid === child.pid) return { pid: noted.pid, port, attached: false };
    if (waited > 0 && waited % 10_000 === 0) log('The database is still putting itself in order after a crash.');
    await sleep(20);
  }
  return 'it was not ready after ten minutes';
}

function spawnServer({ home, binaries, account }: Server, port: number): ChildProcess {
  const out = openSync(logOf(home), 'a', 0o600);
  const given = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(path.join(binaries.folder, 'bin', 'postgres'), ['-D', clusterOf(home), ...given], {
    ...account,
    cwd: clusterOf(home),
    env: serverEnvironment,
    // Its own group: Ctrl-C in the terminal must not end it before the product has put down its work.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', out, out],
  });
  child.unref();
  closeSync(out);
  return child;
}

function lastWords(home: string, from: number): string {
  const said = readFileSync(logOf(home)).subarray(from).toString('utf8').trim().split('\n');
  const fatal = said.findLast((line) => /FATAL|PANIC/.test(line)) ?? said.at(-1);
  return fatal?.replace(/^.*?(FATAL|PANIC): +/, '') || 'it ended without a word';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Ends the server: open sessions are cut, what was committed is on disk, and nothing has to be recovered at the next start. */
export async function stopServer(home: string, pid: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (readPidFile(home)?.pid !== pid || !isAlive(pid)) return;
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    else process.kill(pid, signal);
    for (let waited = 0; waited < patience && isAlive(pid); waited += 20) await sleep(20);
  }
}

/** Keeps the server's log from growing without end: past 5 MB it becomes `server.log.1` and begins anew. */
export function trimLog(home: string): void {
  const file = logOf(home);
  if (!existsSync(file) || statSync(file).size < 5_000_000) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}
