import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import pg from 'pg';
import { version } from '../app.ts';
import { ConfigError, type Config } from '../config.ts';
import { masterKeys } from '../keys.ts';
import { copyOptions, dumpDatabase } from '../platform/backup-dump.ts';
import { BackupError, codeOf, damaged, openBackup, writeBackup } from '../platform/backup-file.ts';
import { counted, TallyWrong, type Manifest } from '../platform/backup-records.ts';
import { shiftedClock, stopwatch } from '../platform/clock.ts';
import { countShutValues } from '../platform/count-shut-values.ts';
import { databaseWithin } from '../platform/database-within.ts';
import { opensDatabase } from '../platform/prove-keys.ts';
import { createSealer, KeyError, type Sealer } from '../platform/sealed.ts';
import type { Answer, Options } from './command.ts';
import { openDatabaseUrl } from './database-url.ts';

/**
 * Writes everything that the database holds to one sealed file, while the product goes on. The file gets its name only after it was written to the
 * disk, read back and found whole; until then it has another, and a backup that was killed leaves none under the name that was asked for.
 */
export async function backup({ config, to }: Options): Promise<Answer> {
  if (!to) throw new ConfigError('Tell --to, the file that the backup is written to. It must not be there yet.');
  const file = resolve(to);
  if (existsSync(file)) throw new ConfigError(`${file} is there already, and nothing was overwritten. Name a file that is not there yet.`);
  const seconds = stopwatch();
  const sealer = createSealer(masterKeys(config));
  const at = shiftedClock(config.CLOCK_OFFSET_SECONDS).now();
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.unfinished`;
  try {
    const shut = await write(unfinished, config, sealer, at);
    const { tables } = await readBack(unfinished, sealer);
    if (existsSync(file)) throw new ConfigError(`${file} has appeared meanwhile, and was not overwritten. No backup was made.`);
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return answer({
      file,
      at,
      tables,
      days: config.BACKUP_DAYS,
      sha256: await sha256Of(file),
      bytes: (await stat(file)).size,
      shut,
      seconds: seconds(),
    });
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Writes it, and gives how many sealed values no key opens. */
async function write(path: string, config: Config, sealer: Sealer, at: Date): Promise<number> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw new BackupError(`The backup cannot be written to ${dirname(path)} (${codeOf(error)}). Nothing was written.`);
  });
  try {
    const opened = await openDatabaseUrl(config, { join: true });
    const client = new pg.Client({ connectionString: opened.url, options: copyOptions, application_name: 'antiphon backup' });
    try {
      await client.connect();
      if (!(await opensDatabase(client, sealer)))
        throw new KeyError(
          'ENCRYPTION_KEYS does not hold the keys with which this database was sealed. Set the right keys; no backup was made.',
        );
      const shut = await countShut(client, sealer);
      await writeBackup(file, sealer, { version, at: at.toISOString() }, dumpDatabase(client)).catch((error: unknown) => {
        if (!noRoom.test(codeOf(error))) throw error;
        throw new BackupError(`The backup could not be written to ${dirname(path)} (${codeOf(error)}). What was written of it is deleted.`);
      });
      return shut;
    } finally {
      await client.end();
      await opened.stop();
    }
  } finally {
    await file.close();
  }
}

/** The words of a system whose disk takes no more. */
const noRoom = /^(ENOSPC|EDQUOT|EFBIG|EIO|EROFS)$/;

async function countShut(client: pg.Client, sealer: Sealer): Promise<number> {
  await client.query('begin read only');
  try {
    return await databaseWithin(client).inInstallation('keys', (tx) => countShutValues(tx, sealer));
  } finally {
    await client.query('rollback');
  }
}

export const shutInWords = (shut: number): string[] =>
  shut === 0 ? [] : [`${String(shut)} sealed values in it no key opens: they were altered or cut before. Everything else is whole.`];

/**
 * Reads a backup from beginning to end: every chunk opens, and every table has the rows that were counted and their hash.
 * @throws BackupError
 */
export async function readBack(path: string, sealer: Sealer) {
  const { header, records } = await openBackup(path, sealer);
  const tables: Record<string, number> = {};
  let manifest: Manifest | undefined;
  let table = '';
  try {
    for await (const record of counted(records())) {
      if (record.kind === 'manifest') manifest = record.manifest;
      if (record.kind === 'table') table = record.name;
      if (record.kind === 'tally') tables[table] = record.rows;
    }
  } catch (error) {
    throw error instanceof TallyWrong ? damaged() : error;
  }
  if (!manifest) throw damaged();
  return { header, manifest, tables, records: () => counted(records()) };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) hash.update(part);
  return hash.digest('hex');
}

interface Made {
  file: string;
  at: Date;
  tables: Record<string, number>;
  days: number;
  sha256: string;
  bytes: number;
  shut: number;
  seconds: number;
}

function answer({ at, days, seconds, ...made }: Made): Answer {
  const deleteBy = new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const rows = Object.values(made.tables).reduce((sum, count) => sum + count, 0);
  return {
    data: { ...made, rows, seconds: Number(seconds.toFixed(1)), pointInTime: at.toISOString(), deleteBy },
    text: [
      `Written and read back: ${made.file} (${String(made.bytes)} bytes, ${String(rows)} rows, ${seconds.toFixed(1)} seconds).`,
      `In it is everything that was done before ${at.toISOString()}, and nothing of the jobs that waited.`,
      ...shutInWords(made.shut),
      `SHA-256: ${made.sha256}`,
      `Keep the master key apart from it. Delete this file by ${deleteBy}: the privacy policy says that a backup is kept for at most ${String(days)} days.`,
    ].join('\n'),
  };
}
