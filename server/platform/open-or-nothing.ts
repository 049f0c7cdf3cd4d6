import { CannotOpen, type Place } from './sealed.ts';
import type { Tools } from './tools.ts';

/**
 * Opens a sealed value that is only looked at to see whose it is, among those of everybody: one that was altered or whose key is gone is said in
 * the log and passed over, because it must not keep all others from what is theirs.
 */
export function openOrNothing(tools: Pick<Tools, 'sealer' | 'log'>, place: Place, sealed: Buffer | null): string | undefined {
  if (sealed === null) return undefined;
  try {
    return tools.sealer.open(place, sealed);
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    tools.log.error('value_shut', { table: place.table, column: place.column, problem: error.message });
    return undefined;
  }
}
