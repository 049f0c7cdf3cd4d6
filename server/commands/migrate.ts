import { shiftedClock } from '../platform/clock.ts';
import type { Answer, Options } from './command.ts';
import { openDatabaseUrl } from './database-url.ts';
import { installAll } from './install-all.ts';

/** Brings the database to this version. */
export async function migrateOnly({ config }: Options): Promise<Answer> {
  const opened = await openDatabaseUrl(config, { join: true });
  try {
    const applied = await installAll(opened.url, shiftedClock(0).now());
    return { data: { applied }, text: applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.' };
  } finally {
    await opened.stop();
  }
}
