import type { Database } from './database.ts';
import { lookupKeyOf, newLookupKey, readLookupKeys, writeLookupKeys, type LookupKeys } from './hashing.ts';
import { installationId } from './ids.ts';
import type { MasterKeys, Sealer } from './sealed.ts';

const place = { workspaceId: installationId, table: 'installation', rowId: installationId, column: 'lookup_key_sealed' };

/**
 * The lookup keys of this copy, opened. Whoever starts first makes one at random, and everybody has the same: the row is locked meanwhile.
 * A copy of the time when codes came from the master keys keeps beside it what they came from, so that no master key has to stay for old codes.
 * @see docs/decisions/0015-codes-come-from-a-lookup-key.md
 */
export function openLookupKeys(database: Database, sealer: Sealer, masterKeys: MasterKeys): Promise<LookupKeys> {
  return database.inInstallation('setup', async (tx) => {
    const { lookupKeySealed } = await tx.selectFrom('installation').select('lookupKeySealed').forUpdate().executeTakeFirstOrThrow();
    const keep = async (sealed: Buffer) => {
      await tx.updateTable('installation').set({ lookupKeySealed: sealed }).execute();
    };
    if (lookupKeySealed) {
      const moved = sealer.rewrap(place, lookupKeySealed);
      if (moved) await keep(moved);
      return readLookupKeys(sealer.open(place, lookupKeySealed));
    }
    const isOfBefore = (await tx.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
    const keys: LookupKeys = [newLookupKey(), ...(isOfBefore ? masterKeys.map(({ key }) => lookupKeyOf(key)) : [])];
    await keep(sealer.seal(place, writeLookupKeys(keys)));
    return keys;
  });
}
