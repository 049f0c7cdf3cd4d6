import { join } from 'node:path';
import type { Config } from '../config.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres.ts';

export interface Opened {
  url: string;
  embedded: boolean;
  /** Ends the database if it was started here. */
  stop(): Promise<void>;
}

/** The database to work on: `DATABASE_URL`, or the embedded one, which is started for `serve` and joined by a command beside it. */
export async function openDatabaseUrl(config: Config, options: { join: boolean; log?: (line: string) => void }): Promise<Opened> {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL, embedded: false, stop: () => Promise.resolve() };
  const folder = join(config.DATA_DIR, 'database');
  const running = options.join ? await findEmbeddedPostgres(folder) : undefined;
  if (running) return { url: running, embedded: true, stop: () => Promise.resolve() };
  const started = await startEmbeddedPostgres({ folder, ...(options.log ? { log: options.log } : {}) });
  return { url: started.url, embedded: true, stop: () => started.stop() };
}
