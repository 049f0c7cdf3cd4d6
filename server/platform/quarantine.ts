import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database, Tx } from './database.ts';

/** A copy that may be the second of its kind, and sends nothing until its operator has looked. */
export interface Quarantine {
  since: Date;
  /** `restored`: it came from a backup. `copied`: its database is not the one that its folder of evidence was last seen with. */
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

/**
 * At a start: compares the epoch that the database bears with the one in the folder of evidence. Where they differ, the database is a copy or was
 * brought back by other means than a restore, while the first may still be sending: the copy goes under quarantine. At the first start both are written.
 */
export async function proveEpoch(database: Database, folder: string, now: Date): Promise<Quarantine | undefined> {
  return database.inInstallation('quarantine', async (tx) => {
    const row = await tx.selectFrom('installation').select(['epoch', 'quarantinedAt']).forUpdate().executeTakeFirstOrThrow();
    if (row.epoch === null) {
      const epoch = randomUUID();
      await tx.updateTable('installation').set({ epoch }).execute();
      await writeEpoch(folder, epoch);
    } else if (row.quarantinedAt === null && (await readEpoch(folder)) !== row.epoch)
      await tx.updateTable('installation').set({ quarantinedAt: now, quarantinedBecause: 'copied' }).execute();
    return findQuarantine(tx);
  });
}

/** Takes the quarantine away, in the caller's transaction: from now on this database and this folder belong together. Gives the one that was there. */
export async function endQuarantine(tx: Tx, folder: string): Promise<Quarantine | undefined> {
  const { epoch } = await tx.selectFrom('installation').select('epoch').forUpdate().executeTakeFirstOrThrow();
  const quarantine = await findQuarantine(tx);
  if (!quarantine) return undefined;
  const kept = epoch ?? randomUUID();
  await tx.updateTable('installation').set({ epoch: kept, quarantinedAt: null, quarantinedBecause: null }).execute();
  // The file comes first: with it alone the copy stays shut, without it the next start would shut it again.
  await writeEpoch(folder, kept);
  return quarantine;
}

async function readEpoch(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(fileOf(folder), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeEpoch(folder: string, epoch: string): Promise<void> {
  const next = `${fileOf(folder)}.next`;
  await mkdir(dirname(next), { recursive: true, mode: 0o700 });
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(`${epoch}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, fileOf(folder));
}
