import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeOptionsOf } from '../../worker-memory.mjs';

const root = join(import.meta.dirname, '../..');

/** Looks again and again until there is something, or fails with what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false, seconds = 20): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(50);
  }
  throw new Error(`Not within ${seconds} seconds: ${what}.`);
}

export async function freePort(): Promise<number> {
  for (;;) {
    // Below the ports that systems hand out by themselves: one of those may be another test's connection a moment later.
    const port = randomInt(10_240, 30_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await Promise.race([once(probe, 'listening').then(() => true), once(probe, 'error').then(() => false)]);
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

export const newFolder = () => mkdtempSync(join(tmpdir(), 'antiphon-process-'));
export const newKeys = () => `test:${randomBytes(32).toString('base64')}`;

const running = new Set<Ours>();
const dataFolders = new Set<string>();

/** Ends every process that was started here, and the databases that they leave running when they are killed, as they should. */
export async function endOurs(): Promise<void> {
  await Promise.all([...running].map((one) => one.kill()));
  await Promise.all([...dataFolders].map((folder) => endDatabase(folder)));
}

/** A process of ours with everything that it said. */
export interface Ours {
  child: ChildProcess;
  pid: number;
  out(): string;
  errors(): string;
  /** Resolves with the exit code once it has ended; a signal counts as in a shell. */
  ended: Promise<number>;
  /** Waits until its output matches. */
  says(pattern: RegExp, seconds?: number): Promise<RegExpExecArray>;
  /** Asks it to end and waits for its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number>;
  /** Makes it stand still, and go on. */
  freeze(): void;
  thaw(): void;
  /** `kill -9`. */
  kill(): Promise<number>;
}

/** Runs a file of the repository under the Node that runs this one, with no settings but these. */
export function run(file: string, words: string[], settings: Record<string, string> = {}): Ours {
  const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/node');
  const env = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: compiled, LOG_LEVEL: 'warn', ...settings };
  const child = spawn(process.execPath, [...nodeOptionsOf(words[0]), join(root, file), ...words], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.errors += text));
  let over = false;
  const ended = new Promise<number>((resolve) =>
    child.once('close', (code, signal) => {
      over = true;
      resolve(code ?? (signal === 'SIGKILL' ? 137 : 130));
    }),
  );
  const end = (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => {
    if (!over) child.kill(signal);
    return ended;
  };
  const ours: Ours = {
    child,
    pid: child.pid ?? 0,
    out: () => said.out,
    errors: () => said.errors,
    ended,
    says: (pattern, seconds = 30) =>
      until(
        `${file} ${words.join(' ')} says ${pattern}; it said ${said.out}${said.errors}`,
        () => {
          const found = pattern.exec(said.out);
          if (!found && over) throw new Error(`${file} ${words.join(' ')} ended before it said ${pattern}: ${said.out}${said.errors}`);
          return found ?? undefined;
        },
        seconds,
      ),
    stop: (signal = 'SIGINT') => end(signal),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
  };
  running.add(ours);
  return ours;
}

/** Runs a command of the product to its end. */
export async function antiphon(words: string[], settings: Record<string, string>): Promise<{ code: number; out: string; errors: string }> {
  const command = run('server/main.ts', words, settings);
  const code = await command.ended;
  return { code, out: command.out(), errors: command.errors() };
}

export interface Copy extends Ours {
  url: string;
  settings: Record<string, string>;
}

/** Starts the product as a process and waits until it is ready. Without `DATABASE_URL` its database is the embedded one in `DATA_DIR`. */
export async function startCopy(given: Record<string, string> = {}, command = 'serve'): Promise<Copy> {
  const port = given.PORT ?? String(await freePort());
  const settings: Record<string, string> = { PORT: port, DATA_DIR: newFolder(), TRUSTED_PROXIES: '127.0.0.1', ...given };
  if (!settings.DATABASE_URL) dataFolders.add(settings.DATA_DIR ?? '');
  const copy = run('server/main.ts', [command], settings);
  await copy.says(command === 'worker' ? /works on jobs/ : /Antiphon is ready: \S+\n/, 90);
  return { ...copy, url: `http://localhost:${port}`, settings };
}

/** The process id of the embedded database server of a data folder, while one is noted there. */
export function databasePid(dataDir: string): number | undefined {
  const folder = join(dataDir, 'database');
  const pointer = join(folder, 'moved-to');
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : folder;
  const note = join(home, 'cluster/postmaster.pid');
  return existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[0]) : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '');
  } catch {
    return false;
  }
}

async function endDatabase(dataDir: string): Promise<void> {
  const pid = databasePid(dataDir);
  if (pid === undefined || !isAlive(pid)) return;
  process.kill(pid, 'SIGQUIT');
  await until('the database left behind ends', () => !isAlive(pid));
}

/** The stand-ins as a process of their own: they outlive the copy that a test kills. */
export async function startSandbox(words: string[] = []) {
  const sandbox = run('sandbox/main.ts', ['--port', '0', ...words]);
  const [line] = await sandbox.says(/^\{.*\}$/m);
  const { settings } = JSON.parse(line) as { settings: Record<string, string> };
  const google = settings.GMAIL_API_URL ?? '';
  const ask = async <T>(path: string, init?: RequestInit) => (await (await fetch(`${google}/_sandbox/${path}`, init)).json()) as T;
  return {
    settings,
    stop: () => sandbox.stop('SIGTERM'),
    async outbox() {
      const { messages } = await ask<{ messages: { via: string; recipients: string[]; email: { text?: string } }[] }>('outbox');
      return messages;
    },
    fault: (account: string, fault: Record<string, unknown>) =>
      ask('faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account, ...fault }) }),
    async waitingFaults(account: string) {
      const accounts = await ask<{ emailAddress: string; faults: unknown[] }[]>('accounts');
      return accounts.find(({ emailAddress }) => emailAddress === account)?.faults.length;
    },
  };
}
export type SandboxProcess = Awaited<ReturnType<typeof startSandbox>>;
