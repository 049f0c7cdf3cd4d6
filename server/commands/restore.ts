import { resolve } from 'node:path';
import pg from 'pg';
import { openAppLog } from '../app.ts';
import { ConfigError, type Config } from '../config.ts';
import { masterKeys } from '../keys.ts';
import { settleRestored, type SettledRestore } from '../modules/privacy/index.ts';
import { copyOptions } from '../platform/backup-dump.ts';
import { BackupError, damaged } from '../platform/backup-file.ts';
import { loadBackup } from '../platform/backup-load.ts';
import { TallyWrong } from '../platform/backup-records.ts';
import { shiftedClock, stopwatch, type Clock } from '../platform/clock.ts';
import { countShutValues } from '../platform/count-shut-values.ts';
import { typeParsers } from '../platform/database.ts';
import { databaseWithin } from '../platform/database-within.ts';
import { openEvidence, type EvidenceFile } from '../platform/evidence.ts';
import { createHashing, fingerprintOf } from '../platform/hashing.ts';
import { knownMigrations } from '../platform/migrate.ts';
import { notedLookupKey } from '../platform/note-lookup-key.ts';
import { openKeys } from '../platform/open-keys.ts';
import { countSealedValues } from '../platform/rewrap-sealed-values.ts';
import { createSealer, isKeyId, type MasterKeys } from '../platform/sealed.ts';
import { readBack, shutInWords } from './backup.ts';
import type { Answer, Options } from './command.ts';
import { openDatabaseUrl } from './database-url.ts';
import { installAll } from './install-all.ts';
import { refuseUnsuitable, setAside } from './what-is-replaced.ts';

type Backup = Awaited<ReturnType<typeof readBack>>;

/**
 * Takes a backup in. First all of it is read and found whole; then one transaction replaces what is there, brings it to this version and to what was
 * promised and asked since, and puts it under quarantine. Whatever goes wrong until its end, a kill included, leaves the database as it was.
 */
export async function restore({
  config,
  from,
  replace = false,
  yes = false,
  'without-evidence': without = false,
}: Options): Promise<Answer> {
  if (!from) throw new ConfigError('Tell --from, the backup to take in.');
  if (replace && !yes)
    throw new ConfigError(
      '--replace deletes everything that the database holds now. Make a backup of that first, then say --replace --yes.',
    );
  const seconds = stopwatch();
  const keys = masterKeys(config);
  const path = resolve(from);
  const backup = await readBack(path, createSealer(keys));
  const known = await knownMigrations();
  const newer = backup.manifest.migrations.find((name) => !known.includes(name));
  if (newer)
    throw new BackupError(
      `The backup was made by a newer version of Antiphon (${backup.header.version}, it has ${newer}). Restore it with that version; nothing was changed.`,
    );
  const clock = shiftedClock(config.CLOCK_OFFSET_SECONDS);
  const opened = await openDatabaseUrl(config, { join: true });
  try {
    const settled = await replaceAll(opened.url, { config, keys, clock, backup, replace, without });
    await installAll(opened.url, clock.now());
    return answer({ path, backup, settled, seconds: seconds() });
  } finally {
    await opened.stop();
  }
}

interface Replacing {
  config: Config;
  keys: MasterKeys;
  clock: Clock;
  backup: Backup;
  replace: boolean;
  /** Whether the operator knows that what was asked since the backup is not done again. */
  without: boolean;
}

interface Settled extends SettledRestore {
  /** Values that no key opens. */
  shut: number;
  /** Whether anything said what was asked since the backup. */
  evidence: boolean;
}

async function replaceAll(url: string, { config, keys, clock, backup, replace, without }: Replacing): Promise<Settled> {
  const client = new pg.Client({ connectionString: url, options: copyOptions, types: typeParsers, application_name: 'antiphon restore' });
  await client.connect();
  try {
    await client.query('begin');
    await refuseUnsuitable(client, { installation: backup.manifest.installation, replace });
    const replaced = await setAside(client);
    const evidence = openEvidence(config.EVIDENCE_DIR);
    const lines = await evidence.read();
    if (!replaced && lines.length === 0 && !without) throw new BackupError(`${noEvidence} ${sayWithout}`);
    await loadBackup(client, { manifest: backup.manifest, records: backup.records() }, clock.now());
    // A backup of the time before there was a lookup key: with that of the database that is replaced, what was erased since is found.
    await client.query('update installation set lookup_key_sealed = coalesce(lookup_key_sealed, $1)', [replaced?.lookupKeySealed]);
    const settled = await settle(client, { config, keys, clock, backup, without, evidence });
    await client.query("update installation set quarantined_at = $1, quarantined_because = 'restored'", [clock.now()]);
    await client.query('commit');
    return { ...settled, evidence: replaced !== undefined || lines.length > 0 };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if (error instanceof TallyWrong) throw damaged();
    // Its words may hold a value of a row.
    if (error instanceof pg.DatabaseError)
      throw new BackupError(`The database did not take the backup in (PostgreSQL says ${error.code ?? 'nothing'}). Nothing was changed.`);
    throw error;
  } finally {
    await client.end();
  }
}

const noEvidence = 'Nothing in EVIDENCE_DIR says who was erased or suppressed after the backup, and there is no database that could.';
const sayWithout = 'Put a copy of that folder there, or say --without-evidence to restore without; nothing was changed.';

async function settle(
  client: pg.Client,
  { config, keys, clock, backup, without, evidence }: Omit<Replacing, 'replace'> & { evidence: EvidenceFile },
): Promise<Omit<Settled, 'evidence'>> {
  const database = databaseWithin(client);
  const sealer = createSealer(keys);
  const lookupKeys = await openKeys(database, sealer, keys);
  const holdings = await database.inInstallation('keys', countSealedValues);
  // Bytes that are no sealed value have no key that could be missing: they are counted, and keep nobody from a restore.
  const missing = holdings.find(({ keyId }) => keyId !== null && isKeyId(keyId) && !keys.some(({ id }) => id === keyId));
  if (missing)
    throw new BackupError(
      `The backup holds values under the master key “${missing.keyId ?? ''}”, which is not among ENCRYPTION_KEYS. Set that key; nothing was changed.`,
    );
  const noted = notedLookupKey(await evidence.read(), backup.manifest.installation);
  if (noted !== undefined && noted !== fingerprintOf(lookupKeys) && !without)
    throw new BackupError(
      `The codes in EVIDENCE_DIR were made with a key that neither the backup nor a database that is replaced holds. Restore with --replace over the database that made them, or say --without-evidence; nothing was changed.`,
    );
  const hashing = createHashing(lookupKeys);
  const log = openAppLog({ ...config, LOG_LEVEL: 'silent' });
  const enqueue = () => Promise.reject(new Error('A restore asks for no jobs.'));
  const settled = await settleRestored({ clock, database, sealer, hashing, enqueue, evidence, log }, new Date(backup.header.at));
  return { ...settled, shut: await database.inInstallation('keys', (tx) => countShutValues(tx, sealer)) };
}

function answer({ path, backup, settled, seconds }: { path: string; backup: Backup; settled: Settled; seconds: number }): Answer {
  const { header, tables } = backup;
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  const { shut, evidence, ...done } = settled;
  const { erasedAgain, suppressedAgain, releasedAgain, pastTheirTime, uncertain } = done;
  return {
    data: {
      file: path,
      pointInTime: header.at,
      version: header.version,
      rows,
      tables,
      settled: done,
      shut,
      evidence,
      quarantined: true,
      seconds: Number(seconds.toFixed(1)),
    },
    text: [
      `Restored to ${header.at}: ${String(rows)} rows in ${seconds.toFixed(1)} seconds. What was done after that moment is not here.`,
      `Done again: ${String(erasedAgain)} rows erased, ${String(suppressedAgain)} addresses suppressed, ${String(releasedAgain)} released; ${String(pastTheirTime)} rows were past their time and are gone.`,
      ...(evidence ? [] : [`${noEvidence} Nobody who was is so in this copy.`]),
      ...shutInWords(shut),
      `${String(uncertain)} deliveries are uncertain. Everybody has to sign in again, API tokens, invitations and mailed links are over.`,
      'The copy is under quarantine: it sends nothing and calls nobody until you lift that on the operator’s page or with “quarantine lift”.',
    ].join('\n'),
  };
}
