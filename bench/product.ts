import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findEmbeddedPostgres } from '../server/platform/embedded-postgres.ts';
import { Visitor } from '../test/harness/people.ts';

/** A copy of the product in a process of its own, on a fresh database, with one published campaign and a stand-in for Google beside it. */
export interface Copy {
  url: string;
  databaseUrl: string;
  /** Its process. */
  pid: number;
  /** Its master keys, chosen here, so that what it left sealed can be prepared. */
  keys: string;
  workspaceId: string;
  /** An API token of its owner. */
  token: string;
  campaignId: string;
  /** Path of the action page. */
  path: string;
  /** The stand-in for Google, in a process of its own; each call takes `callMilliseconds`. */
  googleUrl: string;
}

/** What measurements work with: each part is started when it is first asked for. */
export interface Bench {
  copy(): Promise<Copy>;
  /** The bare server that pages are measured beside. */
  hello(): Promise<{ url: string }>;
  /** A line for the person who waits, beside the findings. */
  say(line: string): void;
  /** From which everything comes that a measurement leaves to chance. */
  seed: number;
}

/** How long one call to the stand-in takes: about what Gmail needs to take a message. */
export const callMilliseconds = 300;

const root = join(import.meta.dirname, '..');
type AtTheEnd = (stop: () => Promise<void>) => void;

/** @param atTheEnd told at once how to end what was started, so that nothing stays behind when a start itself takes too long */
export function openBench(say: (line: string) => void, atTheEnd: AtTheEnd, seed: number): Bench {
  let copy: Promise<Copy> | undefined;
  let hello: Promise<{ url: string }> | undefined;
  return {
    copy: () => {
      if (!copy) say('starting a copy on a fresh database…');
      return (copy ??= startCopy(atTheEnd));
    },
    hello: () => (hello ??= startHello(atTheEnd)),
    say,
    seed,
  };
}

/** Starts a copy, sets it up through the API and publishes a campaign with one recipient. */
async function startCopy(atTheEnd: AtTheEnd): Promise<Copy> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-bench-'));
  chmodSync(folder, 0o711);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const keys = `bench:${randomBytes(32).toString('base64')}`;
  const standIn = await startStandIn(atTheEnd);
  // Only these settings: whatever else the shell has set, the copy works on its own database and sends nothing.
  const product = startProcess([join(root, 'server/main.ts'), 'serve'], {
    PORT: String(port),
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: '127.0.0.1, ::1',
    ENCRYPTION_KEYS: keys,
    ...standIn.settings,
  });
  atTheEnd(async () => {
    await endProcess(product);
    rmSync(folder, { recursive: true, force: true });
  });
  const setupCode = (await lineOf(product, /^Setup code .*: (\S+)$/))[1] ?? '';
  const campaign = await publishCampaign(url, setupCode);
  const databaseUrl = await findEmbeddedPostgres(join(folder, 'database'));
  if (!databaseUrl) throw new Error('The database of the copy was not found.');
  return { url, databaseUrl, pid: product.pid ?? 0, keys, googleUrl: standIn.settings.GMAIL_API_URL ?? '', ...campaign };
}

async function startStandIn(atTheEnd: AtTheEnd): Promise<{ settings: Record<string, string> }> {
  const standIn = startProcess(
    [join(root, 'sandbox/main.ts'), '--port', '0', '--latency-milliseconds', String(callMilliseconds), '--messages-per-minute', '6000'],
    {},
  );
  atTheEnd(() => endProcess(standIn));
  const [, ready = '{}'] = await lineOf(standIn, /^(\{.*\})$/);
  return JSON.parse(ready) as { settings: Record<string, string> };
}

async function startHello(atTheEnd: AtTheEnd): Promise<{ url: string }> {
  const hello = startProcess([join(root, 'bench/hello.ts')], {});
  atTheEnd(() => endProcess(hello));
  const [, url = ''] = await lineOf(hello, /^(http:\S+)$/);
  return { url };
}

async function publishCampaign(url: string, setupCode: string): Promise<Pick<Copy, 'workspaceId' | 'token' | 'campaignId' | 'path'>> {
  const { api } = new Visitor({ url });
  const person = { name: 'Olga Sample', email: 'owner@example.org', password: randomBytes(12).toString('hex') };
  const { workspaceId } = await api.setup.complete({ ...person, setupCode, workspaceName: 'Bench' });
  const { id: campaignId } = await api.campaigns.create({ workspaceId, ...text });
  const recipient = { name: 'Ines Falk', email: 'ines.falk@council.example.org', salutation: 'Dear Councillor Falk', district: 'Ward 4' };
  await api.campaigns.addRecipient({ workspaceId, campaignId, ...recipient });
  await api.campaigns.setState({ workspaceId, campaignId, state: 'published' });
  const { token } = await api.workspaces.createToken({ workspaceId, name: 'bench' });
  return { workspaceId, token, campaignId, path: `/c/bench/${text.slug}` };
}

/** What the campaign says. */
export const text = {
  name: 'Keep the ford open',
  slug: 'ford',
  introduction: 'On 3 December the council decides.',
  subject: 'Please keep a crossing in {{ recipient.district }}',
  body: '{{ recipient.salutation }},\n\nI walk the path most weeks.\n\nYours sincerely,\n{{ supporter.name }}',
};

function startProcess(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The first line of a process that has this form. */
async function lineOf(child: ChildProcess, form: RegExp): Promise<RegExpExecArray> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The process has no output.');
  let said = '';
  stderr.on('data', (words: Buffer) => (said += words.toString()));
  for await (const line of createInterface({ input: stdout })) {
    const found = form.exec(line);
    if (!found) continue;
    stdout.resume();
    return found;
  }
  throw new Error(`The process ended early: ${said}`);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
