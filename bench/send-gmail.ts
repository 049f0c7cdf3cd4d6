import { Agent, request } from 'node:http';
import { openMailbox } from '../server/modules/mailboxes/index.ts';
import { createRunner } from '../server/modules/outreach/index.ts';
import { newId } from '../server/platform/ids.ts';
import { createOutbound, type Outbound, type OutboundCall } from '../server/platform/outbound.ts';
import { createGoogleMailboxes } from '../server/providers/google/index.ts';
import { asOwner } from '../test/harness/database.ts';
import { startSandbox } from '../test/harness/ours.ts';
import { plantRecipients, plantRunning } from '../test/harness/sending.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { html } from './send.ts';
import { acceptedIn, pause, ratePerSecond, withSending, type Sending } from './sending.ts';
import { consentedPeople, sentBySender } from './stand-in.ts';

/** As many as may send for half a minute without meeting the 500 messages that Gmail allows each of them a day. */
const mailboxes = 200;
const goal = 1_500;
/** More connections make the stand-in no faster. */
const bareConnections = 64;
const enough = 2 * mailboxes * 3;

/**
 * Messages of one campaign from two hundred Gmail mailboxes through the ledger to the stand-in, in a process of its own, each in a call of its own. Beside it
 * the bytes of the same calls over connections that are kept, again and again.
 */
export async function measureSendGmail(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  const standIn = await startSandbox(['--messages-per-minute', '6000']);
  try {
    const googleUrl = standIn.settings.GMAIL_API_URL ?? '';
    const taken = async () => [...(await sentBySender({ googleUrl })).values()].reduce((sum, one) => sum + one, 0);
    const calls = new Map<string, OutboundCall>();
    const value = await withSending(databaseUrl, async (sending) => {
      const { outbound, ids } = await plantToGmail(sending, googleUrl, calls);
      const count = Math.ceil(seconds + 6) * 3_000;
      await plantRecipients(sending, sending.workspaceId, await plantRunning(sending, sending.workspaceId, ids, { steps: [{ html }] }), {
        count,
      });
      const runner = gmailRunner(sending, googleUrl, outbound);
      runner.start();
      while ((await taken()) < enough) await pause(100);
      const rate = await ratePerSecond(taken, seconds);
      sending.end();
      await runner.stop();
      if ((await taken()) !== (await acceptedIn(sending.databaseUrl))) throw new Error('The ledger and the stand-in do not agree.');
      return rate;
    });
    const limit = await bareRate([...calls.values()], taken, Math.min(seconds, 5));
    return [
      {
        name: 'send-gmail',
        what: 'messages through the ledger to the stand-in for Gmail',
        value,
        unit: '1/s',
        goal,
        limit,
        limitIs: 'bare HTTP posts of the same bytes over connections that are kept',
        because:
          (limit < goal ? `The stand-in itself takes no more than ${limit.toFixed(0)} a second here, with nothing else to do. ` : '') +
          'It parses every message and judges it by the letter, on the cores on which the sender and PostgreSQL work too; and the sender opens a connection for each call, because nobody knows what became of a message when a kept one closes under it.',
      },
    ];
  } finally {
    await standIn.stop();
  }
}

/** Mailboxes whose tokens the stand-in knows, and a way out that remembers the first call of each. */
async function plantToGmail({ databaseUrl, workspaceId, app: { tools } }: Sending, googleUrl: string, calls: Map<string, OutboundCall>) {
  const addresses = Array.from({ length: mailboxes }, (_, index) => `sender${String(index)}@gmail.test`);
  const tokens = await consentedPeople({ googleUrl }, addresses);
  const ids: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const id = newId(tools.clock);
    const seal = (column: string, text: string) => tools.sealer.seal({ workspaceId, table: 'mailboxes', rowId: id, column }, text);
    await asOwner(
      databaseUrl,
      `insert into mailboxes (workspace_id, id, provider, mode, address, address_key, name, access_token_sealed, access_token_expires_at,
         refresh_token_sealed, daily_limit, gap_seconds, gap_jitter_seconds, time_zone, working_days, opens_minute, closes_minute, connected_at)
       values ($1, $2, 'gmail', 'send', $3, $3, 'Gil Sample', $4, now() + interval '50 minutes', $5, 500, 0, 0, 'UTC', 127, 0, 1440, now())`,
      [workspaceId, id, address, seal('access_token_sealed', tokens[index] ?? ''), seal('refresh_token_sealed', 'never used')],
    );
    ids.push(id);
  }
  const real = createOutbound({ allow: [new URL(googleUrl).host] });
  const outbound: Outbound = {
    request(call) {
      const token = call.headers?.authorization ?? '';
      if (!calls.has(token)) calls.set(token, call);
      return real.request(call);
    },
  };
  return { outbound, ids };
}

function gmailRunner({ app: { tools } }: Sending, gmailUrl: string, outbound: Outbound) {
  const nowhere = 'http://localhost:1';
  const urls = { accountsUrl: nowhere, oauthUrl: nowhere, apiUrl: nowhere, openidUrl: nowhere, gmailUrl };
  const gmail = createGoogleMailboxes({ clientId: 'bench', clientSecret: 'bench', ...urls, outbound, clock: tools.clock });
  const ways = { gmail: { consent: gmail, redirectUri: nowhere }, renewing: new Map() };
  return createRunner(tools, {
    sender: gmail,
    holding: { seconds: 8, most: mailboxes },
    open: (workspaceId, mailboxId) => openMailbox(tools, ways, workspaceId, mailboxId),
    unsubscribeUrl: ({ enrolmentId }) => `https://letters.example.org/leave/${enrolmentId}`,
  });
}

/** Makes calls again that were made before, one after the other on each connection. */
async function bareRate(calls: readonly OutboundCall[], taken: () => Promise<number>, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: bareConnections });
  const state: { over: boolean; next: number } = { over: false, next: 0 };
  const post = ({ url, headers, body = '' }: OutboundCall) =>
    new Promise<number>((resolve, reject) => {
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      const asked = request(url, { agent, method: 'POST', headers: { ...headers, ...length } }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  const lane = async () => {
    while (!state.over) {
      const status = await post(calls[state.next++ % calls.length] as OutboundCall);
      if (status !== 200) throw new Error(`The stand-in answered ${String(status)} to a bare post.`);
    }
  };
  const lanes = Promise.all(Array.from({ length: bareConnections }, lane));
  const rate = await Promise.race([ratePerSecond(taken, seconds), lanes.then(() => Promise.reject(new Error('The posts ended early.')))]);
  state.over = true;
  await lanes;
  agent.destroy();
  return rate;
}
