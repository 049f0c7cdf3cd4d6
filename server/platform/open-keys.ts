import type { Database } from './database.ts';
import type { LookupKeys } from './hashing.ts';
import { openLookupKeys } from './open-lookup-keys.ts';
import { proveKeys } from './prove-keys.ts';
import { retiredKeys } from './retire-key.ts';
import { KeyError, type MasterKeys, type Sealer } from './sealed.ts';

/**
 * Proves that the master keys are those of this database, and opens what lies sealed under them for the whole copy: its lookup keys.
 * @throws KeyError with a plain sentence
 */
export async function openKeys(database: Database, sealer: Sealer, masterKeys: MasterKeys): Promise<LookupKeys> {
  const [{ id: newest }] = masterKeys;
  if ((await database.inInstallation('setup', retiredKeys)).includes(newest))
    throw new KeyError(`The master key "${newest}" was retired: it opens, and seals nothing any more. Put a newer key before it.`);
  await proveKeys(database, sealer);
  return openLookupKeys(database, sealer, masterKeys);
}
