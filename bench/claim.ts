import { claimsByBatch } from '../test/harness/claiming.ts';
import { asOwner } from '../test/harness/database.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox } from '../test/harness/sending.ts';
import { scanRate } from './claim/store.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withSending, type Sending } from './sending.ts';

const asked = { queued: 1_000_000, perSecond: 20_000 };
const mailboxes = 500;
const server = { host: '127.0.0.1', port: 1, password: 'sample' };

/**
 * Claims as a desk makes them, one batch after the other: planned, and claimed in one transaction with everything that is asked and written in it. The lanes
 * are free again at once, because nothing is handed over. Beside it the same rows read in the same order.
 */
export async function measureClaim(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  return withSending(databaseUrl, async (sending) => {
    const queued = seconds < 10 ? asked.queued / 10 : asked.queued;
    bench.say(`writing ${queued.toLocaleString('en-GB')} recipients…`);
    const { campaignId, mailboxIds } = await plant(sending, queued);
    const batch = mailboxes * 4;
    const limit = await scanRate(
      sending.databaseUrl,
      { workspaceId: sending.workspaceId, campaignId },
      { batch, seconds: Math.min(seconds, 5) },
    );
    const { perSecond, claims } = await claimRate(sending, mailboxIds, seconds);
    const [row] = await asOwner(sending.databaseUrl, "select count(*)::int as n from outreach_deliveries where state = 'sending'");
    const tooShort = queued < asked.queued;
    return [
      {
        name: 'claim',
        what: `claims at ${queued.toLocaleString('en-GB')} queued, ${batch.toLocaleString('en-GB')} a batch from ${String(mailboxes)} mailboxes`,
        value: perSecond,
        unit: '1/s',
        goal: asked.perSecond,
        limit,
        limitIs: 'an index range scan of the same rows, as many at a time',
        tooShort,
        because:
          'A claim is not a read: for each it locks and changes the row of the recipient, asks whether the address may be written to, and writes a row of the ledger with three indexes, in one transaction that is on the disk before anything leaves.',
      },
      {
        name: 'claim-missing',
        what: '  claims that are not in the ledger, or twice',
        value: Math.abs(claims - Number(row?.n)),
        unit: 'rows',
        goal: 0,
      },
    ];
  });
}

async function plant(sending: Sending, queued: number) {
  const { workspaceId } = sending;
  const mailboxIds: string[] = [];
  for (let box = 1; box <= mailboxes; box++)
    mailboxIds.push(await plantSmtpMailbox(sending, workspaceId, server, { address: `c${box}@mail.test` }));
  const campaignId = await plantRunning(sending, workspaceId, mailboxIds);
  await plantRecipients(sending, workspaceId, campaignId, { count: queued });
  // As a database does by itself within a minute.
  await asOwner(sending.databaseUrl, 'vacuum analyze');
  return { campaignId, mailboxIds };
}

async function claimRate({ app: { tools }, workspaceId }: Sending, mailboxIds: readonly string[], seconds: number) {
  const claimBatch = await claimsByBatch(tools, workspaceId, mailboxIds);
  let claims = 0;
  const more = async () => {
    const made = await claimBatch();
    claims += made;
    return made > 0;
  };
  // The first ones prepare the statements of each connection.
  for (let warm = 0; warm < 3; warm++) await more();
  const [from, began] = [claims, performance.now()];
  while (performance.now() - began < seconds * 1000 && (await more()));
  return { perSecond: (claims - from) / ((performance.now() - began) / 1000), claims };
}
