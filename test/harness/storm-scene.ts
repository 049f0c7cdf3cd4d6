import { prepareSupporters, type Supporter } from '../../bench/supporters.ts';
import { leaseSeconds } from '../../server/modules/deliveries/delivery.ts';
import { newFolder, newKeys, startCopy, startSandbox, type Copy } from './ours.ts';
import { publishByScript, scriptFor } from './script.ts';
import { calmed, judged, pressAgain, type Judged, type Stormed } from './storm.ts';

/** What a process whose clock is so far ahead takes for abandoned: a delivery past its lease, and a flow past its quiet time. */
export const pastLeaseSeconds = 200;
/** The same for whatever stands still for two leases. */
export const twoLeasesSeconds = 2 * leaseSeconds;
/** Past the rest that a campaign takes after many interruptions. */
const pastRestSeconds = 1300;

/** A campaign that is published on a database, with a stand-in for Gmail that outlives every process of the product. */
export async function stormScene(databaseUrl: string, { latencyMilliseconds = 100 } = {}) {
  const sandbox = await startSandbox(['--latency-milliseconds', String(latencyMilliseconds), '--messages-per-minute', '6000']);
  const googleUrl = sandbox.settings.GMAIL_API_URL ?? '';
  const keys = newKeys();
  const settings = { ...sandbox.settings, DATABASE_URL: databaseUrl, ENCRYPTION_KEYS: keys, DATA_DIR: newFolder() };
  const copy = await startCopy(settings);
  const script = await scriptFor(copy);
  const { campaignId } = await publishByScript(script, ['Ines Falk']);
  const standsStill = await publishByScript(script, ['Piet Adler', 'Rosa Winter'], 'stands-still');
  await copy.stop('SIGTERM');
  const ahead = (seconds: number) => startCopy({ ...settings, CLOCK_OFFSET_SECONDS: String(seconds) });
  const decided = async (supporters: readonly Supporter[], { ahead: by, patience }: { ahead: number; patience: number }) => {
    const other = await ahead(by);
    const isCalm = await calmed(databaseUrl, supporters, patience);
    await other.stop('SIGTERM');
    return isCalm;
  };

  return {
    sandbox,
    settings,
    script,
    /** A campaign of two recipients beside the one of which every letter is. */
    standsStill,
    /** Supporters who are about to confirm their one letter. */
    prepared: (count: number) => prepareSupporters({ databaseUrl, keys, workspaceId: script.workspaceId, campaignId, googleUrl }, count),
    /** A process that serves, and what ends it. */
    serving: (how: (one: Copy) => Promise<number>) => async (): Promise<Stormed> => {
      const one = await startCopy(settings, 'web');
      return { url: one.url, end: () => how(one) };
    },
    /** A copy whose clock is so many seconds ahead. */
    ahead,
    /** Whether a copy so many seconds ahead has decided about everything that these supporters began, before it is ended again. */
    decided,
    /** What is left under way is named, whoever may press again does, and then outbox and ledger are compared. */
    async aftermath(supporters: readonly Supporter[]): Promise<Judged & { again: number }> {
      if (!(await decided(supporters, { ahead: pastLeaseSeconds, patience: 150 })))
        throw new Error('Letters are still under way two minutes and a half after the storm.');
      const later = await ahead(pastRestSeconds);
      const again = await pressAgain(later.url, databaseUrl, supporters);
      await later.stop('SIGTERM');
      return { again, ...(await judged(databaseUrl, googleUrl, supporters)) };
    },
  };
}

export type StormScene = Awaited<ReturnType<typeof stormScene>>;
