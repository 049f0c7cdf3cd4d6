import type { Tx } from '../../../platform/database.ts';
import { notFound } from '../../../platform/errors.ts';
import { showId } from '../../../platform/ids.ts';
import { earlier } from '../../../platform/period.ts';
import { mailboxesOf } from '../store.ts';
import { checkReaders } from './check-readers.ts';
import { findCheck, findCheckMessage } from './store.ts';

/** After so long a message that has not arrived is said to be missing; it is still known when it comes. */
const expected = { minutes: 15 };

/** What was found last of a mailbox's domain, what is on its way to be looked at, and where such a message can arrive. */
export async function showCheck(tx: Tx, { workspaceId, id, now }: { workspaceId: string; id: string; now: Date }) {
  const all = await mailboxesOf(tx, workspaceId);
  const mailbox = all.find((one) => one.id === id);
  if (!mailbox) throw notFound('mailbox');
  const check = await findCheck(tx, workspaceId, id);
  const message = await findCheckMessage(tx, workspaceId, id);
  const isMissing = message && message.sentAt <= earlier(now, expected);
  return {
    findings: check?.findings ?? [],
    checkedAt: check?.checkedAt.toISOString() ?? null,
    sent: message
      ? {
          at: message.sentAt.toISOString(),
          to: all.find((one) => one.id === message.readerId)?.address ?? '',
          state: isMissing ? ('missing' as const) : ('waiting' as const),
        }
      : null,
    readers: checkReaders(mailbox, all).map((one) => ({ mailboxId: showId('mailbox', one.id), address: one.address })),
  };
}
