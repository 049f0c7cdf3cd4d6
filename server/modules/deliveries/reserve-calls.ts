import { randomInt } from 'node:crypto';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { addCalls, callsInMinute, forgetMinutes } from './store.ts';

/** Of what a provider lets this copy do in a minute, as much is used: what is left is for calls that are under way. */
const usedShare = 0.8;
/** A minute is counted in so many rows, so that confirmations seldom wait for one another. */
const slots = 32;

/**
 * Reserves calls to a provider whose quota all supporters of this copy share. False when the minute is full: then the supporter is told so before
 * anything is handed over, instead of half their letters being turned away by the provider. It works in the transaction of the confirmation: a
 * connection of its own would be one that the confirmation waits for while it keeps another, and a rush would stand still.
 */
export async function reserveCalls(
  { clock }: Pick<Tools, 'clock'>,
  tx: Tx,
  provider: string,
  { calls, perMinute }: { calls: number; perMinute: number },
): Promise<boolean> {
  const minute = new Date(Math.floor(clock.now().getTime() / 60_000) * 60_000);
  if ((await callsInMinute(tx, provider, minute)) + calls > perMinute * usedShare) return false;
  const slot = randomInt(slots);
  await addCalls(tx, { provider, minute, slot, calls });
  if (slot === 0) await forgetMinutes(tx, new Date(minute.getTime() - 3_600_000));
  return true;
}
