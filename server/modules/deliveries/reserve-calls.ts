import { randomInt } from 'node:crypto';
import type { Tools } from '../../platform/tools.ts';
import { addCalls, callsInMinute, forgetMinutes } from './store.ts';

/** Of what a provider lets this copy do in a minute, as much is used: what is left is for calls that are under way. */
const usedShare = 0.8;
const slots = 8;

/**
 * Reserves calls to a provider whose quota all supporters of this copy share. False when the minute is full: then the supporter is told so before
 * anything is handed over, instead of half their letters being turned away by the provider. Counted for itself, so that a confirmation which
 * is refused later has used up its part of the minute and no more.
 */
export async function reserveCalls(
  tools: Pick<Tools, 'clock' | 'database'>,
  provider: string,
  { calls, perMinute }: { calls: number; perMinute: number },
): Promise<boolean> {
  const minute = new Date(Math.floor(tools.clock.now().getTime() / 60_000) * 60_000);
  return tools.database.inInstallation('provider_quota', async (tx) => {
    if ((await callsInMinute(tx, provider, minute)) + calls > perMinute * usedShare) return false;
    const slot = randomInt(slots);
    await addCalls(tx, { provider, minute, slot, calls });
    if (slot === 0) await forgetMinutes(tx, new Date(minute.getTime() - 3_600_000));
    return true;
  });
}
