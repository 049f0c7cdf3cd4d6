import { createHash } from 'node:crypto';
import { countUse, type Limit } from '../../platform/rate-limit.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';

/** What a browser is asked to calculate: something after this seed, with so many zero bits. */
export interface Challenge {
  seed: string;
  bits: number;
}

/** Each answer is good for one start: who wants a thousand has to calculate a thousand times. */
const once: Limit = { name: 'work', uses: 1, seconds: 24 * 3600 };

/**
 * Whether a browser did the calculation that a campaign asks for: a text after the seed whose SHA-256 begins with so many zero bits (hashcash).
 * @param challenges those that are good now: of this half day, and of the last for whoever took long to write
 */
export async function hasWorked(tools: Tools, challenges: readonly Challenge[], work: string | undefined): Promise<boolean> {
  if (!work || !/^[A-Za-z0-9_-]{22}:[0-9a-z]{1,12}$/.test(work)) return false;
  const asked = challenges.find(({ seed }) => work.startsWith(`${seed}:`));
  if (!asked) return false;
  const hash = createHash('sha256').update(work).digest();
  if (hash.readUInt32BE(0) >>> (32 - asked.bits) !== 0) return false;
  try {
    await countUse(tools, once, work);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'too_many') return false;
    throw error;
  }
}
