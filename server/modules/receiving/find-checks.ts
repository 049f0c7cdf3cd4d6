import type { Tx } from '../../platform/database.ts';
import type { MessageHead } from '../../providers/capabilities.ts';
import { checksAwaitedAt } from '../mailboxes/index.ts';

/** A message that one of the workspace's mailboxes sent here to be looked at. */
export interface ArrivedCheck {
  head: MessageHead;
  mailboxId: string;
  messageId: string;
}

/** Gmail replaces a number that it does not like, and keeps the one before. */
const numbers: ReadonlySet<string> = new Set(['message-id', 'x-google-original-message-id']);

/** Which messages were sent here to be looked at as they arrive, known by the number that only we and their company know. */
export async function findChecks(
  tx: Tx,
  of: { workspaceId: string; mailboxId: string; now: Date },
  heads: readonly MessageHead[],
): Promise<ArrivedCheck[]> {
  if (heads.length === 0) return [];
  const awaited = await checksAwaitedAt(tx, { ...of, readerId: of.mailboxId });
  return awaited.flatMap((one) => {
    const head = heads.find(({ headers }) => headers.some(({ name, value }) => numbers.has(name) && value.trim() === one.messageId));
    return head ? [{ ...one, head }] : [];
  });
}
