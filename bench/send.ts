import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { installAll } from '../server/commands/install-all.ts';
import { systemClock } from '../server/platform/clock.ts';
import { openDatabase } from '../server/platform/database.ts';
import { createHashing, newLookupKey } from '../server/platform/hashing.ts';
import { newId } from '../server/platform/ids.ts';
import { openLog } from '../server/platform/log.ts';
import { createSealer, parseKeys } from '../server/platform/sealed.ts';
import type { Tools } from '../server/platform/tools.ts';
import { asOwner } from '../test/harness/database.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from '../test/harness/sending.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withFreshDatabase } from './store.ts';

const mailboxes = 60;
const connections = mailboxes * 4;
const html = `<p>Dear {{ first_name }},</p>${'<p>We meet on the meadow by the old bridge, and I would like to hear what you think. '.repeat(12)}</p>`;

/**
 * Messages of one campaign from sixty mailboxes through the ledger to a mail server that takes everything at once, in a process of its own: claimed, filled,
 * composed, handed over and settled. Beside it the same server fed with one finished message over as many connections, in pipelines.
 */
export async function measureSendSmtp(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  const sink = await startSink();
  try {
    const value = await withFreshDatabase(databaseUrl, (url) => throughLedger(url, sink, seconds));
    const limit = await pipelined(sink, Math.min(seconds, 5));
    const limitIs = 'raw SMTP in pipelines, one finished message again and again';
    return [{ name: 'send-smtp', what: 'messages through the ledger to a mail server', value, unit: '1/s', goal: 1_500, limit, limitIs }];
  } finally {
    sink.end();
  }
}

async function throughLedger(url: string, sink: Sink, seconds: number): Promise<number> {
  await installAll(url, systemClock.now());
  const log = openLog({ level: 'warn', personal: [] });
  const database = openDatabase({ url, pool: 8, log });
  const sealer = createSealer(parseKeys(`bench:${randomBytes(32).toString('base64')}`));
  const evidence = { append: () => Promise.resolve() } as unknown as Tools['evidence'];
  const tools: Tools = {
    clock: systemClock,
    database,
    sealer,
    hashing: createHashing([newLookupKey()]),
    enqueue: () => Promise.resolve(),
    evidence,
    log,
  };
  const workspaceId = newId(systemClock);
  await asOwner(url, "insert into workspaces (workspace_id, slug, name, created_at) values ($1, 'bench', 'Bench', now())", [workspaceId]);
  const product = { databaseUrl: url, app: { tools } };
  const ids: string[] = [];
  for (let box = 1; box <= mailboxes; box++)
    ids.push(
      await plantSmtpMailbox(
        product,
        workspaceId,
        { host: '127.0.0.1', port: sink.port, password: 'sample' },
        { address: `m${box}@mail.test` },
      ),
    );
  const campaignId = await plantRunning(product, workspaceId, ids, { steps: [{ html }] });
  await plantRecipients(product, workspaceId, campaignId, { count: Math.min(400_000, Math.ceil(seconds + 5) * 4_000) });
  const runner = smtpRunner(tools, [`127.0.0.1:${sink.port}`], { seconds: 8, most: mailboxes });
  runner.start();
  while ((await sink.taken()) < connections * 2) await pause(100);
  const [from, began] = [await sink.taken(), performance.now()];
  await pause(seconds * 1000);
  const rate = ((await sink.taken()) - from) / ((performance.now() - began) / 1000);
  await runner.stop();
  const [row] = await asOwner(url, "select count(*)::int as n from outreach_deliveries where state <> 'accepted'", []);
  if (row?.n !== 0) throw new Error(`${String(row?.n)} messages were not accepted.`);
  if ((await sink.taken()) !== (await acceptedIn(url))) throw new Error('The ledger and the mail server do not agree.');
  await database.close();
  return rate;
}

async function acceptedIn(url: string): Promise<number> {
  const [row] = await asOwner(url, "select count(*)::int as n from outreach_deliveries where state = 'accepted'", []);
  return Number(row?.n);
}

interface Sink {
  port: number;
  taken(): Promise<number>;
  end(): void;
}

async function startSink(): Promise<Sink> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('The mail server has no way to be asked.');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value)) as { port: number; taken: number };
  const { port } = await next();
  return {
    port,
    async taken() {
      stdin.write('?\n');
      return (await next()).taken;
    },
    end: () => stdin.end(),
  };
}

/** One finished message over as many connections, without waiting for an answer before the next command. */
async function pipelined(sink: Sink, seconds: number): Promise<number> {
  const message = `MAIL FROM:<m@mail.test>\r\nRCPT TO:<r@people.example.org>\r\nDATA\r\nFrom: m@mail.test\r\n\r\n${'x'.repeat(2_500)}\r\n.\r\n`;
  const sockets = Array.from({ length: connections }, () => connect(sink.port, '127.0.0.1').setNoDelay(true));
  const [from, began] = [await sink.taken(), performance.now()];
  for (const socket of sockets)
    socket.on('data', (bytes) => {
      const done = bytes.toString('latin1').match(/250 2\.0\.0|220 sink/g)?.length ?? 0;
      if (done > 0) socket.write(message.repeat(done));
    });
  await pause(seconds * 1000);
  const rate = ((await sink.taken()) - from) / ((performance.now() - began) / 1000);
  for (const socket of sockets) socket.destroy();
  return rate;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
