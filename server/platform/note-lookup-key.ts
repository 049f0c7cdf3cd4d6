import type { Database } from './database.ts';
import type { Evidence } from './evidence.ts';
import { fingerprintOf, type LookupKeys } from './hashing.ts';
import type { Tools } from './tools.ts';

/** The fingerprint of the lookup key with which a copy last made its codes, as the evidence says. */
export function notedLookupKey(evidence: readonly Evidence[], installation: string): string | undefined {
  return evidence.filter((line) => line.kind === 'lookup_key').findLast((line) => line.installation === installation)?.fingerprint;
}

/**
 * Notes outside the database by which key its codes are made, where that is not noted yet: a restore that comes up with another key would find nobody
 * behind the codes that were noted since.
 */
export async function noteLookupKey(
  { clock, database, evidence }: Pick<Tools, 'clock' | 'evidence'> & { database: Database },
  keys: LookupKeys,
): Promise<void> {
  const { id: installation } = await database.inInstallation('setup', (tx) =>
    tx.selectFrom('installation').select('id').executeTakeFirstOrThrow(),
  );
  const fingerprint = fingerprintOf(keys);
  if (notedLookupKey(await evidence.read(), installation) === fingerprint) return;
  await evidence.append({ kind: 'lookup_key', at: clock.now().toISOString(), installation, fingerprint });
}
