import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database, Tx } from './database.ts';
import { Refusal } from './errors.ts';
import { EvidenceUnwritable } from './evidence.ts';
import { makeDue } from './queue.ts';

/** A copy that may be the second of its kind, and sends nothing until its operator has looked. */
export interface Quarantine {
  since: Date;
  /** `restored`: it came from a backup, or was brought back by other means. `copied`: it is not the one that its folder of evidence belongs to. */
  because: 'restored' | 'copied';
}

const fileOf = (folder: string) => join(folder, 'epoch');

/** Whether the copy is under quarantine now, as its database says: what one process lifts or imposes holds for all. */
export async function findQuarantine(tx: Tx): Promise<Quarantine | undefined> {
  const { quarantinedAt, quarantinedBecause } = await tx
    .selectFrom('installation')
    .select(['quarantinedAt', 'quarantinedBecause'])
    .executeTakeFirstOrThrow();
  return quarantinedAt ? { since: quarantinedAt, because: quarantinedBecause === 'copied' ? 'copied' : 'restored' } : undefined;
}

/** Asked right before each call to the outside: whoever sends needs a yes of this moment, and a database that can be asked. */
export const asksQuarantine = (database: Database) => async (): Promise<boolean> =>
  (await database.inInstallation('quarantine', findQuarantine)) !== undefined;

/** What the folder of evidence says of the copy that it belongs to. */
interface KeptEpoch {
  epoch: string;
  /** Since when it belongs to it: what was noted before is of another time. */
  since: string;
}

/**
 * At a start: compares the database with the folder of evidence. Where the epochs differ it is a copy, and where it lacks what was noted of it, it
 * was brought back by other means than a restore; either way another may still be sending. The copy goes under quarantine, and has no epoch until it
 * was settled. At the first start both get their epoch.
 * @param asked.hasLostEnds whether the database lacks something that was noted since a moment
 */
export async function proveEpoch(
  database: Database,
  folder: string,
  asked: { now: Date; hasLostEnds(since: string): Promise<boolean> },
): Promise<Quarantine | undefined> {
  const kept = await readEpoch(folder);
  const isBehind = kept !== undefined && (await asked.hasLostEnds(kept.since));
  return database.inInstallation('quarantine', async (tx) => {
    const row = await tx.selectFrom('installation').select(['epoch', 'quarantinedAt']).forUpdate().executeTakeFirstOrThrow();
    if (row.quarantinedAt !== null) return findQuarantine(tx);
    if (row.epoch === null) {
      const epoch = randomUUID();
      await tx.updateTable('installation').set({ epoch }).execute();
      await writeEpoch(folder, { epoch, since: asked.now.toISOString() });
    } else if (kept?.epoch !== row.epoch || isBehind) {
      const quarantinedBecause = isBehind ? 'restored' : 'copied';
      await tx.updateTable('installation').set({ quarantinedAt: asked.now, quarantinedBecause, epoch: null }).execute();
    }
    return findQuarantine(tx);
  });
}

/** Locks the copy if it came under quarantine at a start and was not settled since, whatever was killed in between. */
export async function lockUnsettled(tx: Tx): Promise<Quarantine | undefined> {
  const { epoch } = await tx.selectFrom('installation').select('epoch').forUpdate().executeTakeFirstOrThrow();
  return epoch === null ? findQuarantine(tx) : undefined;
}

/** Begins an epoch of its own, once what was begun in the one before is settled. */
export async function beginEpoch(tx: Tx): Promise<string> {
  const epoch = randomUUID();
  await tx.updateTable('installation').set({ epoch }).execute();
  return epoch;
}

/**
 * Takes the quarantine away, in the caller's transaction: from now on this database and this folder belong together, and what had to wait is due.
 * Gives the one that was there, with the epoch that it began.
 * @throws Refusal while the copy is not settled
 */
export async function endQuarantine(tx: Tx, folder: string, now: Date): Promise<(Quarantine & { epoch: string }) | undefined> {
  const { epoch } = await tx.selectFrom('installation').select('epoch').forUpdate().executeTakeFirstOrThrow();
  const quarantine = await findQuarantine(tx);
  if (!quarantine) return undefined;
  if (epoch === null)
    throw new Refusal(
      'conflict',
      'not_settled',
      'What was under way in this copy is not settled yet. Start it once, then lift the quarantine.',
    );
  await tx.updateTable('installation').set({ quarantinedAt: null, quarantinedBecause: null }).execute();
  await makeDue(tx);
  // The file comes first: with it alone the copy stays shut, without it the next start would shut it again.
  await writeEpoch(folder, { epoch, since: now.toISOString() });
  return { ...quarantine, epoch };
}

async function readEpoch(folder: string): Promise<KeptEpoch | undefined> {
  try {
    const [epoch = '', since = ''] = (await readFile(fileOf(folder), 'utf8')).trim().split(' ');
    return { epoch, since };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new EvidenceUnwritable(error);
  }
}

async function writeEpoch(folder: string, { epoch, since }: KeptEpoch): Promise<void> {
  const next = `${fileOf(folder)}.${randomUUID()}.next`;
  try {
    await mkdir(dirname(next), { recursive: true, mode: 0o700 });
    await writeFile(next, `${epoch} ${since}\n`, { mode: 0o600, flush: true });
    await rename(next, fileOf(folder));
  } catch (error) {
    throw new EvidenceUnwritable(error);
  }
}
