import { connect } from 'node:net';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from '../test/harness/sending.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { acceptedIn, pause, ratePerSecond, withSending, type Sending } from './sending.ts';
import { startSink, type Sink } from './sink-process.ts';

const mailboxes = 60;
const connections = mailboxes * 4;
/** What every message of a measurement says, 1 kB of it. */
export const html = `<p>Dear {{ first_name }},</p>${'<p>We meet on the meadow by the old bridge, and I would like to hear what you think. '.repeat(12)}</p>`;

/**
 * Messages of one campaign from sixty mailboxes through the ledger to a mail server that takes everything at once, in a process of its own: claimed, filled,
 * composed, handed over and settled. Beside it the same server fed with one finished message over as many connections, in pipelines.
 */
export async function measureSendSmtp(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  const sink = await startSink();
  try {
    const value = await withSending(databaseUrl, (sending) => throughLedger(sending, sink, seconds));
    const limit = await pipelined(sink, Math.min(seconds, 5));
    const limitIs = 'raw SMTP in pipelines, one finished message again and again';
    const because =
      'Sender, PostgreSQL and mail server share the cores. A message costs the sender about 0.4 ms, of which the socket takes half, and the database two rows that are written twice: when it is claimed, and when it is known what became of it.';
    return [
      { name: 'send-smtp', what: 'messages through the ledger to a mail server', value, unit: '1/s', goal: 1_500, limit, limitIs, because },
    ];
  } finally {
    sink.end();
  }
}

/** Mailboxes of the mail server and a running campaign of so many recipients from all of them. */
export async function plantToSink(sending: Sending, sink: Sink, count: number): Promise<string> {
  const { workspaceId } = sending;
  const server = { host: '127.0.0.1', port: sink.port, password: 'sample' };
  const ids: string[] = [];
  for (let box = 1; box <= mailboxes; box++)
    ids.push(await plantSmtpMailbox(sending, workspaceId, server, { address: `m${box}@mail.test` }));
  const campaignId = await plantRunning(sending, workspaceId, ids, { steps: [{ html }] });
  await plantRecipients(sending, workspaceId, campaignId, { count });
  return campaignId;
}

async function throughLedger(sending: Sending, sink: Sink, seconds: number): Promise<number> {
  await plantToSink(sending, sink, Math.min(400_000, Math.ceil(seconds + 5) * 4_000));
  const { tools } = sending.app;
  const runner = smtpRunner(tools, [`127.0.0.1:${sink.port}`], { seconds: 8, most: mailboxes });
  runner.start();
  while ((await sink.taken()) < connections * 2) await pause(100);
  const rate = await ratePerSecond(() => sink.taken(), seconds);
  sending.end();
  await runner.stop();
  if ((await sink.taken()) !== (await acceptedIn(sending.databaseUrl))) throw new Error('The ledger and the mail server do not agree.');
  return rate;
}

/** One finished message over as many connections, without waiting for an answer before the next command. */
async function pipelined(sink: Sink, seconds: number): Promise<number> {
  const message = `MAIL FROM:<m@mail.test>\r\nRCPT TO:<r@people.example.org>\r\nDATA\r\nFrom: m@mail.test\r\n\r\n${'x'.repeat(2_500)}\r\n.\r\n`;
  const sockets = Array.from({ length: connections }, () => connect(sink.port, '127.0.0.1').setNoDelay(true));
  for (const socket of sockets)
    socket.on('data', (bytes) => {
      const done = bytes.toString('latin1').match(/250 2\.0\.0|220 sink/g)?.length ?? 0;
      if (done > 0) socket.write(message.repeat(done));
    });
  const rate = await ratePerSecond(() => sink.taken(), seconds);
  for (const socket of sockets) socket.destroy();
  return rate;
}
