import type { Tx } from '../../../../platform/database.ts';
import type { Send } from '../plan-sends.ts';
import { closedProviders, noteTry } from './store.ts';

/** Whoever tries for all has its answer after so long, or another tries. */
const trySeconds = 150;

/**
 * What may be handed over now, as far as the providers go: nothing to one that waits, and where the waiting is over one message from one mailbox, which
 * tries for all others. Asked in the transaction that claims, so that of all processes one tries.
 */
export async function admitToProviders(
  tx: Tx,
  sends: readonly Send[],
  providerOf: (mailboxId: string) => string,
  now: Date,
): Promise<{ sends: readonly Send[]; tries: ReadonlyMap<string, string> }> {
  const { closed, tried } = await closedProviders(tx, [...new Set(sends.map(({ mailboxId }) => providerOf(mailboxId)))], now);
  if (closed.size === 0 && tried.size === 0) return { sends, tries: new Map() };
  const tries = new Map<string, string>();
  const admitted = sends.flatMap((send) => {
    const provider = providerOf(send.mailboxId);
    if (closed.has(provider) || tries.has(provider)) return [];
    if (!tried.has(provider)) return [send];
    tries.set(provider, send.mailboxId);
    return [{ ...send, count: 1 }];
  });
  return { sends: admitted, tries };
}

/** Notes who tries, where a message was really claimed for it. */
export async function noteTries(tx: Tx, tries: ReadonlyMap<string, string>, claimedFrom: ReadonlySet<string>, now: Date): Promise<void> {
  for (const [provider, mailboxId] of tries)
    if (claimedFrom.has(mailboxId)) await noteTry(tx, provider, new Date(now.getTime() + trySeconds * 1000));
}
