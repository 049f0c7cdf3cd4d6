import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recoverDeliveries, type Recovered } from './recover-deliveries.ts';
import { endLeases } from './store.ts';

/**
 * For a database that came from a backup: what was planned or on its way at the moment of the backup may have left since, and nobody knows. All of
 * it becomes uncertain, and none of it is sent again by itself.
 */
export async function doubtDeliveries(
  tools: Tools,
  onUncertain: (tx: Tx, delivery: Recovered, at: Date) => Promise<void>,
): Promise<number> {
  const now = tools.clock.now();
  await tools.database.inInstallation('recovery', (tx) => endLeases(tx, now));
  let doubted = 0;
  for (;;) {
    const found = await recoverDeliveries(tools, onUncertain);
    if (found === 0) return doubted;
    doubted += found;
  }
}
