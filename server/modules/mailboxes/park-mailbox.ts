import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { ParkedBecause } from './mailbox.ts';
import { setParked } from './store.ts';

/**
 * Holds the work of one mailbox, and of no other: nothing leaves from it until the moment that is given, or without one until a member acts. Who
 * connected it is told once, by mail; a limit ends by itself and is told to nobody.
 */
export async function parkMailbox(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  mailbox: { workspaceId: string; mailboxId: string },
  { because, until, error }: { because: ParkedBecause; until: Date | null; error: string | null },
): Promise<void> {
  const at = tools.clock.now();
  const untold = await setParked(tx, mailbox, { at, because, until, error });
  const worthTelling = because === 'reconnect' || because === 'refused' || because === 'unreachable';
  if (untold && worthTelling) await tools.enqueue(tx, 'mail-parked-mailbox', mailbox);
}
