import type { Config } from '../config.ts';
import { installAll } from './install-all.ts';
import { keyRing, masterKeys } from '../keys.ts';
import { shiftedClock } from '../platform/clock.ts';
import { openAppLog } from '../app.ts';
import { openDatabase } from '../platform/database.ts';
import { openEvidence } from '../platform/evidence.ts';
import { createHashing } from '../platform/hashing.ts';
import { noteLookupKey } from '../platform/note-lookup-key.ts';
import { openKeys } from '../platform/open-keys.ts';
import { createSealer } from '../platform/sealed.ts';
import type { Tools } from '../platform/tools.ts';
import { openDatabaseUrl } from './database-url.ts';

/** Who acts from the command line, as audit entries name them. */
export const commandActor = { kind: 'command' as const };

/** Runs work of a command on the database, which may be in use by a running copy at the same time. */
export async function withTools<T>(config: Config, work: (tools: Tools) => Promise<T>): Promise<T> {
  const opened = await openDatabaseUrl(config, { join: true });
  try {
    const clock = shiftedClock(config.CLOCK_OFFSET_SECONDS);
    await installAll(opened.url, clock.now());
    const sealer = createSealer(keyRing(config));
    const log = openAppLog({ ...config, LOG_LEVEL: 'silent' });
    const database = openDatabase({ url: opened.url, pool: 4, log });
    const enqueue = () => Promise.reject(new Error('A command asks for no jobs.'));
    const evidence = openEvidence(config.EVIDENCE_DIR);
    try {
      const lookupKeys = await openKeys(database, sealer, masterKeys(config));
      await noteLookupKey({ clock, database, evidence }, lookupKeys);
      const hashing = createHashing(lookupKeys);
      return await work({ clock, database, sealer, hashing, enqueue, evidence, log });
    } finally {
      await database.close();
    }
  } finally {
    await opened.stop();
  }
}
