import { migrate } from '../platform/migrate.ts';
import { installQueues } from '../platform/queue.ts';
import { jobShapes } from '../jobs.ts';

/** Brings tables and queues to this version, as the owner of the database. Gives the migrations that were applied now. */
export async function installAll(url: string, now: Date): Promise<string[]> {
  const applied = await migrate(url, now);
  await installQueues(url, jobShapes());
  return applied;
}
