import { readFileSync } from 'node:fs';
import { startCopy, startSandbox } from '../test/harness/ours.ts';
import { asOwner } from '../test/harness/database.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { plantToSink } from './send.ts';
import { acceptedIn, pause, withSending, type Sending } from './sending.ts';
import { startSink, type Sink } from './sink-process.ts';

const asked = { recipients: 1_000_000, messages: 60_000, mebibytes: 200 };

/**
 * The memory of `antiphon worker` while it sends a campaign: the process itself, with its jobs and its reading, as an operator runs it. The messages of which
 * it is measured are a part of those that wait; that it grows with neither is what is looked for.
 */
export async function measureMemory(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  const part = seconds < 60 ? 10 : 1;
  const [recipients, messages] = [asked.recipients / part, asked.messages / part];
  const sink = await startSink();
  const standIns = await startSandbox();
  try {
    return await withSending(databaseUrl, async (sending) => {
      bench.say(`writing ${recipients.toLocaleString('en-GB')} recipients…`);
      await plantToSink(sending, sink, recipients);
      bench.say(`sending ${messages.toLocaleString('en-GB')} of them…`);
      const { atStart, most, half, sent } = await watched(sending, { sink, messages, settings: standIns.settings });
      const how = `of \`antiphon worker\` from its start on, over ${sent.toLocaleString('en-GB')} messages of a campaign of ${recipients.toLocaleString('en-GB')} to a mail server that takes everything; not over all of them`;
      const tooShort = part > 1;
      return [
        {
          name: 'memory',
          what: 'most memory of the sending process',
          value: most,
          unit: 'MiB',
          goal: asked.mebibytes,
          how,
          tooShort,
          because: `It stands at ${atStart.toFixed(0)} MiB before it sends anything, because a worker loads all of the product.`,
        },
        { name: 'memory-half', what: '  the most after half of these messages', value: half, unit: 'MiB' },
        { name: 'memory-start', what: '  before it sent anything', value: atStart, unit: 'MiB' },
      ];
    });
  } finally {
    sink.end();
    await standIns.stop();
  }
}

/** Runs the worker until it has sent so many messages. */
async function watched(sending: Sending, { sink, messages, settings }: { sink: Sink; messages: number; settings: Record<string, string> }) {
  const { databaseUrl, keys, dataDir } = sending;
  // It finds nothing to send until it stands.
  const set = (state: string) => asOwner(databaseUrl, "update outreach_campaigns set state = $1, paused_because = 'member'", [state]);
  await set('paused');
  const worker = await startCopy(
    {
      ...settings,
      ...{ DATABASE_URL: databaseUrl, ENCRYPTION_KEYS: keys, DATA_DIR: dataDir, LOG_LEVEL: 'error' },
      OUTBOUND_ALLOW: `127.0.0.1:${String(sink.port)}`,
    },
    'worker',
  );
  const reached = async (count: number) => {
    while ((await sink.taken()) < count) {
      if (worker.errors() !== '') throw new Error(`The worker said: ${worker.errors().slice(0, 500)}`);
      await pause(200);
    }
    return mostMemory(worker.pid);
  };
  const atStart = mostMemory(worker.pid);
  await set('running');
  const half = await reached(messages / 2);
  const most = await reached(messages);
  const code = await worker.stop('SIGTERM');
  if (code !== 0) throw new Error(`The worker ended with ${String(code)}: ${worker.errors().slice(0, 500)}`);
  const sent = await sink.taken();
  if (sent !== (await acceptedIn(databaseUrl))) throw new Error('The ledger and the mail server do not agree.');
  return { atStart, half, most, sent };
}

/** The most memory that a process ever had; Linux writes it down. */
export function mostMemory(pid: number): number {
  const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}
