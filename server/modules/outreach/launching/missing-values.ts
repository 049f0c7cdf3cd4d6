import type { Tx } from '../../../platform/database.ts';
import { countMissing, type Meant } from './store.ts';

/** Of how many recipients a value is missing that the texts use, by merge tag; the one most often missing first. */
export async function missingValues(tx: Tx, meant: Meant, tags: readonly string[]): Promise<{ tag: string; recipients: number }[]> {
  if (tags.length === 0) return [];
  const counted = await countMissing(tx, meant, tags);
  return tags
    .map((tag, index) => ({ tag, recipients: counted[index] ?? 0 }))
    .filter(({ recipients }) => recipients > 0)
    .toSorted((one, other) => other.recipients - one.recipients);
}
