import { setTimeout as sleep } from 'node:timers/promises';
import { samplePassword } from '../../sandbox/mail-server/accounts.ts';
import { startMailServer, type MailServer } from '../../sandbox/mail-server/index.ts';
import { openReading } from '../../server/modules/mailboxes/index.ts';
import type { Outbox } from '../../sandbox/outbox.ts';
import { recoverClaims } from '../../server/modules/outreach/index.ts';
import { createReader } from '../../server/modules/receiving/index.ts';
import { shiftedClock, systemClock } from '../../server/platform/clock.ts';
import type { Tools } from '../../server/platform/tools.ts';
import { createImap } from '../../server/providers/imap/read-mail.ts';
import { readByProvider } from '../../server/providers/read-mail.ts';
import { asOwner } from './database.ts';
import { run, until, type Ours } from './ours.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from './sending.ts';

export interface SendingStorm {
  databaseUrl: string;
  keys: string;
  dataDir: string;
  tools: Tools;
  workspaceId: string;
  recipients: number;
  mailboxes: number;
  kills: number;
  /** How long the mail server takes over each message. */
  latencyMilliseconds: number;
  random: () => number;
  /** Whether the mailboxes may be read: then everything is known in the end. */
  readable?: boolean;
}

/** What the two who must agree say: the mail server, and the ledger. */
export interface Weathered {
  accepted: number;
  uncertain: number;
  /** Neither accepted nor uncertain in the end. */
  lost: number;
  doubled: number;
  /** Accepted by the ledger and never seen by the mail server. */
  wronglyAccepted: number;
  /** The most that the kills may have left uncertain: each lane of a killed process one. */
  mostUncertain: number;
  kills: number;
  /** The same once the mailboxes were read. */
  known?: Omit<Weathered, 'known'>;
}

/** After so long it must be over. */
const mostHours = 48;

/** Lanes of a mailbox of a mail server. */
const lanes = 4;

/** Two processes send a campaign while one or the other is killed at random moments and another takes its place. */
export async function weatherSending(storm: SendingStorm): Promise<Weathered> {
  const seen = new Map<string, number>();
  const server = await startMailServer({
    clock: systemClock,
    latencyMilliseconds: storm.latencyMilliseconds,
    accounts: [],
    outbox: countingOutbox(seen),
  });
  const campaignId = await plant(storm, server);
  const start = async (): Promise<Ours> => {
    const settings = {
      DATABASE_URL: storm.databaseUrl,
      ENCRYPTION_KEYS: storm.keys,
      DATA_DIR: storm.dataDir,
      OUTBOUND_ALLOW: `${server.host}:${String(server.port)}`,
      LOG_LEVEL: 'error',
    };
    const one = run('test/harness/sending-process.ts', [], settings);
    await one.says(/It could send/, 180);
    return one;
  };
  // Some stand ready, so that another takes the place of one that is killed at once. One that does not start is an error when its turn comes.
  const prepare = () => {
    const one = start();
    one.catch(() => undefined);
    return one;
  };
  const spare = [prepare(), prepare(), prepare(), prepare()];
  const next = async (): Promise<Ours> => {
    spare.push(prepare());
    const one = await (spare.shift() as Promise<Ours>);
    one.child.kill('SIGUSR2');
    return one;
  };
  const processes = await Promise.all([next(), next()]);
  let killed = 0;
  const isOver = async () => (await waiting(storm.databaseUrl, campaignId)) === 0;
  while (killed < storm.kills && !(await isOver())) {
    const before = seen.size;
    // Not before something is under way again: a process that sends nothing leaves nothing behind.
    for (let waited = 0; seen.size < before + 3 && waited < 100; waited++) await sleep(20);
    await sleep(storm.random() * 200);
    const at = killed % 2;
    await processes[at]?.kill();
    killed += 1;
    processes[at] = await next();
  }
  await until('nobody waits any more', isOver, 300);
  for (const one of processes) await one.stop('SIGTERM');
  for (const one of await Promise.all(spare)) await one.kill();
  const later = { ...storm.tools, clock: shiftedClock(600) };
  while ((await recoverClaims(later)) > 0);
  const weathered = await judge(storm, campaignId, { seen, killed });
  const known = storm.readable
    ? await judge(storm, campaignId, { seen: await lookThrough(storm, server, { campaignId, seen }), killed })
    : undefined;
  await server.stop();
  return { ...weathered, ...(known ? { known } : {}) };
}

/** What the product does by itself in the hours after: it looks for what is uncertain, some of each mailbox at a time, and sends what never left. */
async function lookThrough(
  storm: SendingStorm,
  server: MailServer,
  { campaignId, seen }: { campaignId: string; seen: Map<string, number> },
): Promise<Map<string, number>> {
  const allow = [`${server.host}:${String(server.port)}`, `${server.imap.host}:${String(server.imap.port)}`];
  const imap = createImap({ allow });
  const ways = { gmail: undefined as never, renewing: new Map() };
  for (let hour = 1; hour <= mostHours && (hour <= 2 || (await uncertain(storm.databaseUrl, campaignId)) > 0); hour++) {
    const tools = { ...storm.tools, clock: shiftedClock(hour * 3600) };
    const reader = createReader(tools, {
      open: (workspaceId, mailboxId) => openReading(tools, ways, workspaceId, mailboxId),
      mail: readByProvider({ imap }),
      domains: { textsOf: () => Promise.resolve([]) },
    });
    await reader.runOnce();
    await reader.stop();
    const runner = smtpRunner(tools, allow);
    await runner.runOnce();
    await runner.stop();
  }
  imap.stop();
  return seen;
}

async function plant(
  { databaseUrl, tools, workspaceId, mailboxes, recipients, readable }: SendingStorm,
  server: MailServer,
): Promise<string> {
  const product = { databaseUrl, app: { tools: { ...tools, clock: systemClock } } };
  const ids: string[] = [];
  for (let box = 1; box <= mailboxes; box++) {
    const address = `storm${box}@mail.test`;
    server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
    const { host, port } = server;
    ids.push(
      await plantSmtpMailbox(
        product,
        workspaceId,
        { host, port, password: samplePassword, ...(readable ? { imapPort: server.imap.port } : {}) },
        { address },
      ),
    );
  }
  const campaignId = await plantRunning(product, workspaceId, ids);
  await plantRecipients(product, workspaceId, campaignId, { count: recipients });
  return campaignId;
}

async function waiting(databaseUrl: string, campaignId: string): Promise<number> {
  const [row] = await asOwner(databaseUrl, "select count(*)::int as n from enrolments where campaign_id = $1 and state = 'waiting'", [
    campaignId,
  ]);
  return Number(row?.n);
}

async function uncertain(databaseUrl: string, campaignId: string): Promise<number> {
  const [row] = await asOwner(
    databaseUrl,
    "select count(*)::int as n from outreach_deliveries where campaign_id = $1 and state = 'uncertain'",
    [campaignId],
  );
  return Number(row?.n);
}

async function judge(
  { databaseUrl, recipients, mailboxes }: SendingStorm,
  campaignId: string,
  { seen, killed }: { seen: ReadonlyMap<string, number>; killed: number },
): Promise<Weathered> {
  const rows = await asOwner(
    databaseUrl,
    `select e.email, d.state from enrolments e left join outreach_deliveries d on d.campaign_id = e.campaign_id and d.enrolment_id = e.id
     where e.campaign_id = $1`,
    [campaignId],
  );
  const of = (state: string) => rows.filter((row) => row.state === state);
  return {
    accepted: of('accepted').length,
    uncertain: of('uncertain').length,
    lost: recipients - of('accepted').length - of('uncertain').length,
    doubled: [...seen.values()].filter((times) => times > 1).length,
    wronglyAccepted: of('accepted').filter(({ email }) => !seen.has(String(email))).length,
    mostUncertain: killed * mailboxes * lanes,
    kills: killed,
  };
}

/** Counts each recipient, and keeps no message. */
function countingOutbox(seen: Map<string, number>): Outbox {
  return {
    accept(message) {
      for (const recipient of message.recipients) seen.set(recipient, (seen.get(recipient) ?? 0) + 1);
      return Promise.resolve({ ...message, raw: '', email: {} as never });
    },
    messages: () => [],
    total: () => seen.size,
    senders: () => new Map(),
    clear: () => seen.clear(),
  };
}
