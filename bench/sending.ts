import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installAll } from '../server/commands/install-all.ts';
import { readConfig } from '../server/config.ts';
import { keyRing, masterKeys } from '../server/keys.ts';
import { systemClock } from '../server/platform/clock.ts';
import { openDatabase } from '../server/platform/database.ts';
import { openEvidence } from '../server/platform/evidence.ts';
import { createHashing } from '../server/platform/hashing.ts';
import { newId } from '../server/platform/ids.ts';
import { openLog } from '../server/platform/log.ts';
import { openKeys } from '../server/platform/open-keys.ts';
import { createSealer } from '../server/platform/sealed.ts';
import type { Tools } from '../server/platform/tools.ts';
import { asOwner } from '../test/harness/database.ts';
import { withFreshDatabase } from './store.ts';

/** The tools of a process that sends, on a database of its own with one workspace and nothing else. */
export interface Sending {
  databaseUrl: string;
  /** The master keys, for processes beside this one. */
  keys: string;
  dataDir: string;
  app: { tools: Tools };
  workspaceId: string;
  /** From here on nothing more begins, as when a process is told to end. */
  end(): void;
}

/** Opens them, and closes and removes everything afterwards. What would be mailed about a mailbox that is parked is not: nothing works on jobs here. */
export async function withSending<Result>(copyUrl: string, work: (sending: Sending) => Promise<Result>): Promise<Result> {
  return withFreshDatabase(copyUrl, async (databaseUrl) => {
    await installAll(databaseUrl, systemClock.now());
    const keys = `bench:${randomBytes(32).toString('base64')}`;
    const dataDir = mkdtempSync(join(tmpdir(), 'antiphon-sending-'));
    const config = readConfig({ ENCRYPTION_KEYS: keys });
    const log = openLog({ level: 'warn', personal: [] });
    const database = openDatabase({ url: databaseUrl, pool: 8, log });
    const ending = new AbortController();
    try {
      const sealer = createSealer(keyRing(config));
      const tools: Tools = {
        clock: systemClock,
        database,
        sealer,
        hashing: createHashing(await openKeys(database, sealer, masterKeys(config))),
        enqueue: () => Promise.resolve(),
        evidence: openEvidence(dataDir),
        log,
        ending: ending.signal,
      };
      const workspaceId = newId(systemClock);
      await asOwner(databaseUrl, "insert into workspaces (workspace_id, slug, name, created_at) values ($1, 'bench', 'Bench', now())", [
        workspaceId,
      ]);
      return await work({ databaseUrl, keys, dataDir, app: { tools }, workspaceId, end: () => ending.abort() });
    } finally {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
}

/** How many messages the ledger calls accepted; an error where it calls any something else. */
export async function acceptedIn(databaseUrl: string): Promise<number> {
  const [row] = await asOwner(
    databaseUrl,
    "select count(*)::int as n, count(*) filter (where state <> 'accepted')::int as others from outreach_deliveries",
  );
  if (row?.others !== 0) throw new Error(`${String(row?.others)} messages were not accepted.`);
  return Number(row.n);
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What comes in a second, by a counter that is read at both ends. */
export async function ratePerSecond(taken: () => Promise<number>, seconds: number): Promise<number> {
  const [from, began] = [await taken(), performance.now()];
  await pause(seconds * 1000);
  return ((await taken()) - from) / ((performance.now() - began) / 1000);
}
